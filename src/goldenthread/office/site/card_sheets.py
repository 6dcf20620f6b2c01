"""What the pages of one card show, for programs; a draft is not shown to them."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from goldenthread.office.editions.models import Edition, Inquiry
from goldenthread.office.editions.seen import editions_seen_by
from goldenthread.office.editions.thread import card_json
from goldenthread.reporting.codings import all_coded
from goldenthread.reporting.comparing import Change, Difference, compare
from goldenthread.reporting.sheets import Sheet
from goldenthread.terms.text import Words


def edition(quarter: str, number: int) -> Sheet:
    """The edition with its files by their SHA-256, and each figure of its card."""
    shown = _public(quarter, number)
    if shown.withdrawn:
        return _stone(shown)
    card = card_json(shown)
    head = {name: card[name] for name in ("body", "quarter", "as_known", "notice", "said", "tally")}
    files = {file.name: file.sha256 for file in shown.files.all()}
    about = {"id": shown.trail_id(), **shown.trail_fields(), **head, "files": files}
    return Sheet(about, [_brief(figure) for figure in card["figures"]])


def _brief(figure: dict[str, Any]) -> dict[str, Any]:
    own = ("id", "indicator", "value", "unit", "period", "known", "verdict", "standing")
    duty = figure["commitment"]
    return {
        **{name: figure[name] for name in own},
        "commitment": duty["id"],
        "title": duty["title"],
        "lead": duty["lead"],
        "reason": figure["reason"],
    }


def walk(quarter: str, number: int, figure: str) -> Sheet:
    """One figure as card.json has it, and the rows it was computed from."""
    shown = _public(quarter, number)
    if shown.withdrawn:
        return _stone(shown)
    for each in card_json(shown)["figures"]:
        if each["id"] == figure:
            return Sheet(each, each["inputs"])
    raise Http404


def inquiries(quarter: str, number: int) -> Sheet:
    """What was asked about an edition: how much waits, and each question that was decided."""
    shown = _public(quarter, number)
    if shown.withdrawn:
        return _stone(shown)
    rows = list(shown.inquiries.all())
    about = {"id": shown.trail_id(), "waiting": sum(row.is_waiting for row in rows)}
    return Sheet(about, [_asked(row) for row in rows if not row.is_waiting])


def inquiry(slug: str) -> Sheet:
    """One question; its words once it is answered."""
    return Sheet(_asked(get_object_or_404(Inquiry, slug=slug)))


def _asked(row: Inquiry) -> dict[str, Any]:
    hidden = () if row.is_answered else ("text", "evidence")
    told = {name: value for name, value in row.trail_fields().items() if name not in hidden}
    return {"id": row.slug, **told}


def changes(quarter: str, number: int, earlier: str, than: int) -> Sheet:
    """What an edition says differently from an earlier one, a row for each difference."""
    shown, before = _public(quarter, number), _public(earlier, than)
    for each in (shown, before):
        if each.withdrawn:
            return _stone(each)
    found = compare(card_json(before), card_json(shown))
    whole = [{"figure": None, "kind": "card", **_difference(one)} for one in found.card]
    rows = [_row(change, one) for change in found.figures for one in change.differences]
    names = {"edition": shown.trail_id(), "since": before.trail_id(), "same": found.same}
    return Sheet(names, [*whole, *rows])


def _row(change: Change, each: Difference) -> dict[str, Any]:
    return {"figure": change.id, "kind": change.kind.value, **_difference(each)}


def _difference(each: Difference) -> dict[str, Any]:
    return {"what": each.name, "before": _both(each.before), "after": _both(each.after)}


def codings(quarter: str, number: int) -> Sheet:
    """Each verdict of a card in the codings of others; None is unknown."""
    shown = _public(quarter, number)
    if shown.withdrawn:
        return _stone(shown)
    rows = [
        {
            "id": row.id,
            "title": _both(row.title),
            "verdict": row.verdict.value,
            "standing": row.standing.value,
            **{coding.value: code for coding, code in row.codes.items()},
        }
        for row in all_coded(card_json(shown))
    ]
    return Sheet({"edition": shown.trail_id()}, rows)


def brief(quarter: str, number: int) -> Sheet:
    """What the brief of a card says of it as a whole; a row a duty that it may name."""
    shown = _public(quarter, number)
    if shown.withdrawn:
        return _stone(shown)
    card = card_json(shown)
    names = ("quarter", "as_known", "said", "tally", "since", "sureness")
    about = {"edition": shown.trail_id(), **{name: card.get(name) for name in names}}
    return Sheet(about, [_brief(each) for each in card["figures"]])


def _stone(withdrawn: Edition) -> Sheet:
    """What stands in the place of a withdrawn edition: that it was, when and why."""
    return Sheet({"id": withdrawn.trail_id(), **withdrawn.trail_fields()})


def _public(quarter: str, number: int) -> Edition:
    rows = editions_seen_by(AnonymousUser()).select_related("scorecard__body")
    return get_object_or_404(rows, quarter=quarter, number=number)


def _both(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}
