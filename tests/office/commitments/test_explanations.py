"""Why a duty fell short is said in public words, kept as said, and repeated on the card."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from goldenthread.office.bodies.models import Body, Person
from goldenthread.office.commitments.actions import adopt, withdraw
from goldenthread.office.commitments.explanation_actions import explain
from goldenthread.office.commitments.models import Commitment, Explanation, Report
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.records.actions import release
from goldenthread.office.records.models import Document
from goldenthread.office.scorecards.dossier import dossier
from goldenthread.office.trail.audit import audit
from goldenthread.office.trail.changes import change
from goldenthread.office.trail.models import Entry
from goldenthread.office.trail.replay import replay
from goldenthread.terms.errors import NotPermitted, NotPossible
from goldenthread.terms.text import Words

CAUSE = Words("The permits came <b>in May</b>.", "许可五月才办妥。")
ACTION = Words("A third team works on Saturdays.", "增派第三支队伍，周六施工。")
ADDRESS = "/en/commitments/wall/explain/"


@pytest.fixture
def wall(notice: Document, secretary: Person) -> Commitment:
    """A duty that was due at the end of 2023, which the public may read."""
    release(notice, by=secretary)
    title, cited = Words("Sea wall", "海堤"), numbered(notice, "1")
    return adopt(notice, slug="wall", title=title, statements=cited, by=secretary)


def _page(reader: Person | None = None, language: str = "en") -> str:
    client = Client()
    if reader:
        client.force_login(reader)
    return client.get(f"/{language}/commitments/wall/").content.decode()


def test_a_reason_is_public_in_both_languages_and_the_log_agrees(
    wall: Commitment, secretary: Person, body: Body
) -> None:
    explain(wall, cause=Words("Storms.", "风暴。"), action=ACTION, by=secretary)
    explain(wall, cause=CAUSE, action=ACTION, by=secretary)
    page = _page()
    assert page.index("The permits came &lt;b&gt;in May&lt;/b&gt;.") < page.index("Storms.")
    assert CAUSE.zh in _page(language="zh-hans")
    told = Entry.objects.filter(object__startswith="explanation/").order_by("index")
    assert [(entry.object, entry.action) for entry in told] == [
        ("explanation/wall.1", "explanation.given"),
        ("explanation/wall.2", "explanation.given"),
    ]
    assert list(audit()) == replay().faults == []
    [duty] = dossier(body).commitments
    assert [(each.cause.en, each.row) for each in duty.explanations] == [
        ("Storms.", "explanation/wall.1"),
        (CAUSE.en, "explanation/wall.2"),
    ]


def test_a_reason_changed_behind_the_offices_back_is_found(
    wall: Commitment, secretary: Person
) -> None:
    explain(wall, cause=CAUSE, action=ACTION, by=secretary)
    Explanation._base_manager.update(cause_en="Nobody is to blame.")
    assert any("explanation/wall.1" in str(fault) for fault in replay().faults)


def test_nothing_is_explained_before_its_day_after_its_end_or_in_one_language(
    wall: Commitment, secretary: Person, leader: Person
) -> None:
    with pytest.raises(NotPossible, match="both languages"):
        explain(wall, cause=Words("Storms.", " "), action=ACTION, by=secretary)
    with pytest.raises(NotPermitted):
        explain(wall, cause=CAUSE, action=ACTION, by=leader)
    wall.due = date(2999, 12, 31)
    with pytest.raises(NotPossible, match="still to come"):
        explain(wall, cause=CAUSE, action=ACTION, by=secretary)
    withdraw(wall, by=secretary, reason="The town asked for it.")
    with pytest.raises(NotPossible, match="closed"):
        explain(wall, cause=CAUSE, action=ACTION, by=secretary)
    assert not Explanation.objects.exists()


def test_the_form_starts_from_what_the_unit_reported_in_its_language(
    wall: Commitment, secretary: Person
) -> None:
    told = Report(commitment=wall, number=1, reporter=secretary, sent=datetime.now(UTC))
    told.state, told.words, told.evidence = "not met", "Two of three.", "claimed"
    told.cause, told.action, told.confidence = "许可五月才办妥。", "A third team.", "not stated"
    told.decision = "accepted"
    with change(by=secretary) as changed:
        changed.save(told, "report.accepted")
    assert ADDRESS in _page(secretary)
    assert ADDRESS not in _page()
    client = Client()
    client.force_login(secretary)
    form = client.get(ADDRESS).content.decode()
    assert form.index("cause_zh") < form.index("许可五月才办妥。") < form.index("action_en")
    assert form.index("action_en") < form.index("A third team.") < form.index("action_zh")
    given = {"cause_en": CAUSE.en, "cause_zh": CAUSE.zh, "action_en": ACTION.en, "action_zh": ""}
    assert client.post(ADDRESS, given).status_code == 422
    assert client.post(ADDRESS, {**given, "action_zh": ACTION.zh}).status_code == 302
    assert Explanation.objects.get().term().action == ACTION
