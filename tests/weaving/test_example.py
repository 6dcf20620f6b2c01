"""The worked example's tables against its documents and against the facts they come from."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from goldenthread.terms.observations import Observation, Status, Target
from goldenthread.terms.periods import Period
from goldenthread.terms.quantities import Comparator, Measure
from goldenthread.weaving import open_folder, weave

FOLDER = open_folder(Path(__file__).resolve().parents[2] / "examples" / "jiaxing-2023")
DOSSIER = FOLDER.dossier

#: What one of a written unit is in the unit of the target.
SCALES = {
    "%": 1,
    "billion yuan": 10,
    "亿元": 1,
    "urban jobs": 1,
    "万人": 10_000,
    "trillion yuan": 10_000,
    "万亿元": 10_000,
    "billion": 10,
    "亿美元": 1,
    "million skilled": 1_000_000,
    "national": 1,
    "家": 1,
}
#: In what sense a sentence may be written for a duty adopted in each sense.
SENSES = {
    Comparator.GE: {Comparator.GE, Comparator.EQ, Comparator.INCREASE_BY},
    Comparator.LE: {Comparator.LE},
    Comparator.APPROX: {Comparator.APPROX},
    Comparator.GT: {Comparator.GT, Comparator.GE},
}
QUANTIFIED = [target for target in DOSSIER.targets if target.comparator in SENSES and target.value]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def measures(target: Target) -> Iterator[Measure]:
    """What the sentences of the target's clause ask for, in both languages, at its place in it."""
    (duty,) = [duty for duty in DOSSIER.commitments if duty.id == target.commitment]
    (document,) = [document for document in DOSSIER.documents if document.id == duty.document]
    at = int(target.id.split(".")[1]) - 1 if "." in target.id else 0
    for record in (document.en, document.zh):
        said = [s.measure for s in record.statements if s.number == duty.number and s.measure]
        yield said[at]


@pytest.mark.parametrize("target", QUANTIFIED, ids=lambda target: target.id)
def test_the_sentence_asks_for_the_number_that_was_adopted(target: Target) -> None:
    for measure in measures(target):
        assert measure.value * SCALES[measure.unit] == target.value
        assert measure.comparator in SENSES[target.comparator]


def test_every_duty_that_names_a_number_has_its_targets() -> None:
    numbers = {
        (document.id, record.language, s.number)
        for document in DOSSIER.documents
        if document.adopted
        for record in (document.en, document.zh)
        for s in record.statements
        if s.measure and s.number
    }
    with_targets = {target.commitment for target in QUANTIFIED}
    adopted = {duty.id: (duty.document, duty.number) for duty in DOSSIER.commitments}
    targeted = {adopted[id] for id in with_targets}
    assert {(document, number) for document, _, number in numbers} == targeted


def test_addresses_are_official_ones_only() -> None:
    hosts = {urlsplit(source.address).hostname for source in DOSSIER.sources if source.address}
    assert hosts
    assert all(host and host.endswith(".gov.cn") for host in hosts)


def test_every_source_serves_a_figure_or_a_document() -> None:
    used = {row.source for row in DOSSIER.observations}
    used |= {document.source for document in DOSSIER.documents}
    assert {source.id for source in DOSSIER.sources} == used


def test_every_page_made_from_it_will_say_whose_it_is_not() -> None:
    assert DOSSIER.notice.en == (
        "Compiled from public sources; neither published nor endorsed by the city."
    )
    assert "未经其认可" in DOSSIER.notice.zh
    assert DOSSIER.origin.endswith(".invalid")
    assert all(document.paraphrase.en and document.paraphrase.zh for document in DOSSIER.documents)


def test_titles_exist_in_two_different_languages() -> None:
    titles = [duty.title for duty in DOSSIER.commitments]
    titles += [indicator.title for indicator in DOSSIER.indicators]
    titles += [source.title for source in DOSSIER.sources]
    assert all(title.en.isascii() or "’" in title.en or "é" in title.en for title in titles)
    assert all(any("一" <= sign <= "鿿" for sign in title.zh) for title in titles)


def printed(indicator: str, period: str, *, area: str = "jiaxing") -> list[Observation]:
    when = Period.parse(period)
    return [
        row
        for row in DOSSIER.observations
        if (row.indicator, row.area, row.period) == (indicator, area, when)
        and row.status is not Status.CLAIMED
    ]


@pytest.mark.parametrize(
    ("column", "indicator"),
    [
        ("gdp_100m", "gdp"),
        ("gdp_growth_pct", "gdp_growth"),
        ("ind_va_growth_pct", "industrial_value_added_growth"),
        ("fai_growth_pct", "fixed_asset_investment_growth"),
        ("retail_growth_pct", "retail_sales_growth"),
        ("budget_rev_100m", "budget_revenue"),
        ("budget_rev_growth_pct", "budget_revenue_growth"),
        ("income_all_growth", "income_growth"),
    ],
)
def test_every_value_is_the_one_in_the_collected_facts(
    shared: Path, column: str, indicator: str
) -> None:
    facts = {row["period"]: row for row in rows(shared / "data/jiaxing/quarters.csv")}
    found = [
        row
        for row in DOSSIER.observations
        if (row.indicator, row.area) == (indicator, "jiaxing") and row.status is not Status.CLAIMED
    ]
    assert found
    for row in found:
        fact = facts[row.period.label]
        if row.source == "S13" and row.period.label == "2021":
            continue  # the revision, which the table of vintages holds
        assert row.source in fact["source_id"].split(";")
        # The year 2023 was printed rounded, to 7062.5 and 632.
        assert abs(row.value - Decimal(fact[column])) <= Decimal("0.05")


def claimed() -> dict[tuple[str, str, str], Observation]:
    rows = (row for row in DOSSIER.observations if row.status is Status.CLAIMED)
    return {(row.indicator, row.area, row.period.label): row for row in rows}


#: What others claim of a figure, and where the collected conflicts hold it, as they word it.
CLAIMS = {
    ("budget_revenue_growth", "jiaxing", "2023"): ("Jiaxing budget revenue growth 2023", "15.6"),
    ("gdp", "jiaxing", "2023"): ("Jiaxing GDP 2023", "1.9 trillion"),
    ("gdp", "jiaxing", "2019"): ("Jiaxing GDP 2019", "340 billion"),
    ("budget_revenue", "hangzhou", "2022"): ("Hangzhou budget revenue 2022", "6.1 billion"),
}


def test_what_is_claimed_elsewhere_is_what_was_collected(shared: Path) -> None:
    facts = {row["topic"]: row for row in rows(shared / "data/jiaxing/conflicts.csv")}
    titles = {source.id: source.title.en for source in DOSSIER.sources}
    found = claimed()
    assert found.keys() == CLAIMS.keys()
    for place, (topic, said) in CLAIMS.items():
        row, fact = found[place], facts[topic]
        assert said in fact["claim"]
        assert said in row.text
        site = urlsplit(fact["claimed_by_url"]).netloc.removeprefix("www.").removeprefix("c.m.")
        assert site in titles[row.source]


def test_each_is_asked_about_and_none_is_used() -> None:
    day = max(row.known_by for row in claimed().values())
    card = weave(DOSSIER, quarter=Period.parse("2024Q4"), as_known=day)
    asked = [flag for row in card.duties for flag in row.flags] + list(card.questions)
    titles = {source.id: source.title.en for source in DOSSIER.sources}
    assert {flag.about.en.split(", ")[-1] for flag in asked} == {
        titles[row.source] for row in claimed().values()
    }
    # A bare number asks nobody anything: its unit is named.
    first = {(flag.about.en.split(",")[0], flag.about.zh.split("，")[0]) for flag in asked}
    units = {(en.split(" (")[1], zh.split("（")[1]) for en, zh in first}
    assert units == {("100 million yuan)", "亿元）"), ("%)", "%）")}
    without = tuple(row for row in DOSSIER.observations if row.status is not Status.CLAIMED)
    plain = weave(
        replace(DOSSIER, observations=without), quarter=Period.parse("2024Q4"), as_known=day
    )
    assert [replace(row, flags=()) for row in card.duties] == list(plain.duties)
    assert (card.tally, card.peers, card.since) == (plain.tally, plain.peers, plain.since)
    assert not any(row.flags for row in plain.duties)
    assert plain.questions == ()


def test_the_vintages_of_the_level_are_the_collected_ones(shared: Path) -> None:
    vintages = {
        (row["reference_period"], Decimal(row["value"]), row["source_id"])
        for row in rows(shared / "data/jiaxing/vintages.csv")
        if row["series"] == "GDP level" and row["value"]
    }
    for period, value, source in vintages:
        held = {row.source: row.value for row in printed("gdp", period)}
        assert abs(held[source] - value) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("column", "indicator"), [("gdp_growth_real", "gdp_growth"), ("gdp", "gdp")]
)
def test_the_peers_are_the_collected_ones_and_gaps_stay_gaps(
    shared: Path, column: str, indicator: str
) -> None:
    facts = {
        row["city"].lower(): row
        for row in rows(shared / "data/jiaxing/peers_2023.csv")
        if (row["year"], row["indicator"]) == ("2023", column)
    }
    assert len(facts) == 11
    for city, fact in facts.items():
        held = printed(indicator, "2023", area=city)
        assert [(str(row.value), row.source) for row in held] == (
            [(fact["value"], fact["source_id"])] if fact["value"] else []
        )
        for row in held:
            assert str(row.known or "") == fact["published"]


def test_no_sentence_of_the_originals_is_shipped(root: Path, shared: Path) -> None:
    originals = {
        sentence
        for row in rows(shared / "data/jiaxing/duties.csv")
        for sentence in re.split("[；;。]", row["text_zh_original"])
        if len(sentence) > 8
    }
    assert originals
    for file in (root / "examples" / "jiaxing-2023").iterdir():
        text = file.read_text(encoding="utf-8")
        assert [sentence for sentence in originals if sentence in text] == []
    for duty in DOSSIER.commitments:
        assert not any(duty.title.zh in sentence for sentence in originals)
