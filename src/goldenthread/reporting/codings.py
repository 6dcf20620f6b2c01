"""The same verdicts in the codings of others; what a coding asks and a card cannot say stays open.

A verdict is the card's own; these are views of it for those who compare across
bodies. Nothing is guessed: where a coding asks how far something got, and no
baseline says how far, its code is unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from goldenthread.terms.commitments import Standing
from goldenthread.terms.figures import Verdict
from goldenthread.terms.text import Words


class Coding(StrEnum):
    """A coding that is not ours."""

    OGP = "ogp"
    G20 = "g20"
    RAG = "rag"
    PACE = "pace"


#: Whose each coding is, and what it calls its columns.
NAMES: dict[Coding, Words] = {
    Coding.OGP: Words("Completion (Open Government Partnership)", "完成情况（开放政府伙伴关系）"),
    Coding.G20: Words("Compliance (G20 Research Group)", "落实情况（G20研究组）"),
    Coding.RAG: Words("Red, amber, green", "红黄绿"),
    Coding.PACE: Words("Against the calendar", "序时进度"),
}

#: What each code is called; the codes themselves are those of the coding.
CODES: dict[Coding, dict[str, Words]] = {
    Coding.OGP: {"complete": Words("Complete", "完成")},
    Coding.G20: {
        "+1": Words("+1, full compliance", "+1 完全落实"),
        "0": Words("0, partial compliance", "0 部分落实"),
        "-1": Words("−1, non-compliance", "−1 未落实"),
    },
    Coding.RAG: {
        "green": Words("Green", "绿"),
        "amber": Words("Amber", "黄"),
        "red": Words("Red", "红"),
    },
    Coding.PACE: {
        "ahead": Words("Ahead of the calendar", "超序时进度"),
        "on pace": Words("In step with the calendar", "达序时进度"),
        "behind": Words("Behind the calendar", "欠序时进度"),
        "overdue": Words("Overdue", "逾期"),
    },
}
UNKNOWN = Words("Unknown", "未知")


@dataclass(frozen=True, slots=True)
class Coded:
    """One target of a card, or a duty without one, in every coding; None is unknown."""

    id: str
    title: Words
    verdict: Verdict
    standing: Standing
    codes: Mapping[Coding, str | None]


def coded(
    verdict: Verdict, *, standing: Standing, attainment: Decimal | None = None
) -> dict[Coding, str | None]:
    """Return the code of a verdict in each coding, None where the coding cannot be answered.

    `attainment` is the signed share of the way from the baseline. A promise
    that was missed is partly kept only if it is known to have moved the right
    way. Of the Open Government Partnership's levels only completion follows
    from a figure; how far the work itself got, a verdict does not say.
    """
    return {
        Coding.OGP: "complete" if verdict is Verdict.MET else None,
        Coding.G20: _compliance(verdict, attainment),
        Coding.RAG: _light(verdict, standing),
        Coding.PACE: standing.value if standing.value in CODES[Coding.PACE] else None,
    }


def all_coded(card: Mapping[str, Any]) -> Iterable[Coded]:
    """Yield each figure of a card.json, its numbers as Decimals, in every coding."""
    for figure in card["figures"]:
        verdict, standing = Verdict(figure["verdict"]), Standing(figure["standing"])
        title = figure["commitment"]["title"]
        codes = coded(verdict, standing=standing, attainment=figure["attainment"])
        yield Coded(figure["id"], Words(title["en"], title["zh"]), verdict, standing, codes)


def said(coding: Coding, code: str | None) -> Words:
    """Return what a code is called; KeyError for one that the coding does not have."""
    return UNKNOWN if code is None else CODES[coding][code]


def _compliance(verdict: Verdict, attainment: Decimal | None) -> str | None:
    if verdict is Verdict.MET:
        return "+1"
    if verdict is not Verdict.MISSED or attainment is None:
        return None
    return "0" if attainment > 0 else "-1"


def _light(verdict: Verdict, standing: Standing) -> str | None:
    if verdict is Verdict.MET:
        return "green"
    if verdict is Verdict.MISSED:
        return "red"
    # No verdict yet: how it stands against the calendar is all that is known.
    by_standing = {Standing.AHEAD: "green", Standing.ON_PACE: "green", Standing.BEHIND: "amber"}
    return by_standing.get(standing) if verdict is Verdict.NOT_YET_KNOWN else None
