"""Walk a figure back: its inputs, their sources, the duty, the sentence, and the log's entries.

The walk follows what the published card itself names: the figure's own rows,
and the duty and sentence that asked for it.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.office.commitments.citing import cited
from goldenthread.office.commitments.models import Commitment, Report
from goldenthread.office.editions.models import Edition
from goldenthread.office.indicators.models import Observation, Target
from goldenthread.office.records.models import Source, Statement
from goldenthread.office.trail.models import Checkpoint, Entry, Ledgered
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.text import Language


@dataclass(frozen=True, slots=True)
class Walk:
    """All steps from a figure back to its sentence, and where the log holds them.

    `figure` is what card.json has of it, numbers as Decimals. `observations`
    are the values it was computed from, or that are shown beside it; `earlier`
    those for earlier periods of its year, `grounds` those that what is expected rests
    on, `revised` those that others have since replaced; `report` is the last one known
    on the card's day, whose exhibits show what was done. `entries` are the log's last
    words on each step, in the order of the walk.
    """

    figure: dict[str, Any]
    target: Target | None
    observations: tuple[Observation, ...]
    earlier: tuple[Observation, ...]
    grounds: tuple[Observation, ...]
    revised: tuple[Observation, ...]
    sources: tuple[Source, ...]
    report: Report | None
    commitment: Commitment
    statement: Statement
    entries: tuple[Entry, ...]
    checkpoint: Checkpoint | None


def walk_back(edition: Edition, *, figure: str, language: Language) -> Walk:
    """Return the walk back from the figure of that id on an edition's card.

    The sentence is the one in `language`, or in the other if the document
    exists in that alone. Raise NotPossible if the card has no such figure.
    """
    shown = _figure(edition, figure)
    commitment = _commitment(shown["commitment"]["id"])
    observations = _observations([*shown["inputs"], *_inputs(shown["beside"])])
    earlier = _observations(_inputs(shown["earlier"]))
    # A card made before these were told has neither.
    grounds = _observations((shown.get("outlook") or {}).get("inputs", []))
    revised = _observations(shown.get("revised", []))
    seen = (*observations, *earlier, *revised, *grounds)
    statement = cited(commitment, language)
    entries = _entries([*observations, commitment, statement, edition])
    return Walk(
        figure=shown,
        target=_target(figure),
        observations=observations,
        earlier=earlier,
        grounds=grounds,
        revised=revised,
        sources=tuple(dict.fromkeys(row.source for row in seen)),
        report=_report(shown),
        commitment=commitment,
        statement=statement,
        entries=entries,
        checkpoint=Checkpoint.objects.order_by("-size").first(),
    )


def card_json(edition: Edition) -> dict[str, Any]:
    """Return an edition's card.json, its numbers as Decimals."""
    card: dict[str, Any] = json.loads(
        edition.scorecard.card, parse_float=Decimal, parse_int=Decimal
    )
    return card


def _figure(edition: Edition, name: str) -> dict[str, Any]:
    figures: list[dict[str, Any]] = card_json(edition)["figures"]
    for figure in figures:
        if figure["id"] == name:
            return figure
    raise NotPossible(
        f"the card has no figure called {name!r}.",
        place=str(edition),
        remedy="Start from the card, and follow its links.",
    )


def _commitment(slug: str) -> Commitment:
    rows = Commitment.objects.select_related(
        "document__source", "lead", "statement_en__record", "statement_zh__record"
    )
    return rows.get(slug=slug)


def _report(shown: dict[str, Any]) -> Report | None:
    """The report that the card names for the duty; None on a card made before these were told."""
    named = (shown["commitment"].get("reported") or {}).get("report", "")
    slug, _, number = named.partition("/")[2].rpartition(".")
    reports = Report.objects.prefetch_related("exhibits")
    return reports.filter(commitment__slug=slug, number=number).first() if number else None


def _target(slug: str) -> Target | None:
    return Target.objects.select_related("indicator", "area").filter(slug=slug).first()


def _observations(inputs: list[dict[str, Any]]) -> tuple[Observation, ...]:
    keys = [given["row"].partition("/")[2] for given in inputs]
    rows = Observation.objects.select_related("indicator", "area", "source").in_bulk(keys)
    by_key = {str(key): row for key, row in rows.items()}
    return tuple(by_key[key] for key in keys)


def _inputs(figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [given for figure in figures for given in figure["inputs"]]


def _entries(rows: list[Ledgered]) -> tuple[Entry, ...]:
    names = [row.trail_object for row in rows]
    last = {entry.object: entry for entry in Entry.objects.filter(object__in=names)}
    return tuple(last[name] for name in names)
