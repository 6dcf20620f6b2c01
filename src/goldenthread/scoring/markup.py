"""Pieces of the page: words in both languages, a picture with its data, names."""

import json
from html import escape
from typing import Any

from goldenthread.scoring.account import Account
from goldenthread.scoring.tree import Node
from goldenthread.terms.text import LANGUAGES, Words
from goldenthread.terms.wording import phrases

_ROOM = "goldenthread.scoring"


def whole(account: Account) -> Words:
    """Return what the index is called: by its title, else its root's name."""
    design = account.built.design
    for words in (design.title, design.tree.root.name):
        if words.en:
            return words
    return phrase("page.untitled")


def phrase(key: str, **facts: Any) -> Words:
    """Return the phrase `key` of the page in both languages."""
    held = phrases(_ROOM, "page.toml")[key]
    en, zh = (held.in_language(language).format(**facts) for language in LANGUAGES)
    return Words(en, zh)


def both(words: Words) -> str:
    """Return both languages as HTML, of which the style sheet shows one."""
    if words.en == words.zh:
        return escape(words.en)
    return f'<span lang="en">{escape(words.en)}</span><span lang="zh">{escape(words.zh)}</span>'


def figure(head: Words, note: Words, picture: str, spec: dict[str, Any]) -> str:
    """Return a section with a picture and, folded up beside it, its data and specification."""
    held = escape(json.dumps(spec, ensure_ascii=False, indent=1))
    return (
        f'<section><h2>{both(head)}</h2><figure><div class="wide">{picture}</div>'
        f"<figcaption>{both(note)}</figcaption></figure><details><summary>{both(phrase('page.data'))}</summary>"
        f"<pre>{held}</pre></details></section>"
    )


def heading(account: Account, row: int) -> str:
    """Return the full name of a row's unit."""
    code = account.built.table.units[row]
    return account.built.table.titles.get(code, code)


def named(node: Node) -> str:
    """Return the name of a node in both languages as HTML, its code if it has none."""
    return both(node.name if node.name.en else Words(node.code, node.code))
