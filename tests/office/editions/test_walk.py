"""From any figure on the card, links lead back to the sentence that asked for it."""

import html
import json
import re
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from goldenthread.office.bodies.models import Person
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.exhibits import file_exhibit
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.report_actions import report
from goldenthread.office.editions import actions
from goldenthread.office.editions.models import Edition
from goldenthread.office.editions.thread import card_json, walk_back
from goldenthread.office.indicators.models import Observation
from goldenthread.office.scorecards.actions import compute
from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.changes import change
from goldenthread.planning import Account
from goldenthread.terms.commitments import State
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.periods import Period

pytestmark = pytest.mark.usefixtures("loaded", "db")
CARD = "editions/2023Q4/1/"


@pytest.fixture(autouse=True)
def _passing_key() -> None:
    """Leave the key alone with which the worked example was signed."""


def _links(page: str, address: str) -> list[str]:
    return [urljoin(address, html.unescape(link)) for link in re.findall(r'href="([^"]+)"', page)]


def _page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _marked(page: str, place: str) -> str:
    found = re.search(rf'<mark id="{place}"[^>]*>(.*?)</mark>', page, re.S)
    assert found is not None, place
    return html.unescape(found[1])


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_duty_on_the_card_leads_by_links_to_its_sentence_in_its_document(
    language: str,
) -> None:
    card = f"/{language}/{CARD}"
    walks = [link for link in _links(_page(card), card) if "/walk/" in link]
    asked = card_json(Edition.objects.get())["figures"]
    assert len(set(walks)) == 23
    for walk in walks:
        onward = [
            link for link in _links(_page(walk), walk) if "/records/" in link and "#s" in link
        ]
        document, _, place = onward[-1].partition("#")
        figure = next(each for each in asked if each["id"] == walk.split("/")[-2])
        quote = figure["statement"]["quote"]["zh" if language == "zh-hans" else "en"]
        assert _marked(_page(document), place) == quote


@pytest.mark.parametrize("figure", ["2023-1", "2023-3", "2023-4", "2023-6"])
def test_each_step_of_the_walk_links_to_a_page_that_leads_on_and_back(figure: str) -> None:
    walk = f"/en/{CARD}walk/{figure}/"
    links = _links(_page(walk), walk)
    for room in ("/observations/", "/sources/", "/commitments/", "/records/", "/trail/"):
        steps = [link for link in links if room in link and not link.endswith(room)]
        assert steps, room
        assert len(_links(_page(steps[0].partition("#")[0]), steps[0])) > 10
    duty = next(link for link in links if "/commitments/" in link and "2023" in link)
    assert walk in _links(_page(duty), duty)


def test_the_missed_target_says_by_how_much_and_what_came_before() -> None:
    page = _page(f"/en/{CARD}walk/2023-4/")
    assert "Missed by 2.6" in page
    assert "13.0" in page
    assert "recorded here" in page


def test_a_computed_figure_shows_both_values_it_was_computed_from() -> None:
    walk = walk_back(Edition.objects.get(), figure="2023-3", language="en")
    assert [row.value for row in walk.observations] == ["632", "596.47"]


def test_a_figure_that_is_not_known_yet_has_no_value_and_still_its_sentence() -> None:
    walk = walk_back(Edition.objects.get(), figure="2023-2", language="zh")
    assert walk.observations == ()
    assert "3.5" in walk.statement.quote
    assert walk.statement.record.language == "zh"


def test_the_walk_names_the_entries_of_each_of_its_steps_in_order() -> None:
    walk = walk_back(Edition.objects.get(), figure="2023-4", language="en")
    kinds = [entry.object.split("/")[0] for entry in walk.entries]
    assert kinds == ["observation", "commitment", "statement", "edition"]
    assert walk.checkpoint is not None
    assert all(entry.index < walk.checkpoint.size for entry in walk.entries)


def test_a_figure_the_card_does_not_have_is_refused_with_a_remedy() -> None:
    with pytest.raises(NotPossible, match="no figure called 'x'"):
        walk_back(Edition.objects.get(), figure="x", language="en")
    assert Client().get(f"/en/{CARD}walk/x/").status_code == 409


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [
        ("card.json", "application/json", b"{"),
        ("figures.csv", "text/csv", b"\xef\xbb\xbf"),
        ("card.pdf", "application/pdf", b"%PDF"),
        ("card.zh.pdf", "application/pdf", b"%PDF"),
        ("bundle.zip", "application/zip", b"PK"),
        ("card.html", "text/html", b"<!doctype html>"),
    ],
)
def test_a_file_is_served_as_it_was_published_and_never_run(
    name: str, kind: str, begins: bytes
) -> None:
    answer = Client().get(f"/{CARD}{name}")
    kept = Edition.objects.get().files.get(name=name)
    assert answer.content == bytes(kept.content)
    assert answer.content.startswith(begins)
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["ETag"] == f'"{kept.sha256}"'


def _draft(username: str = "secretary") -> Edition:
    secretary = Person.objects.get(username=username)
    return actions.draft(Scorecard.objects.get(), by=secretary, reason="a word corrected")


def test_only_the_leader_publishes_and_only_once() -> None:
    draft = _draft()
    address = f"/en/editions/2023Q4/{draft.number}/publish/"
    statuses = {}
    for who in ("secretary", "leader"):
        browser = Client()
        browser.force_login(Person.objects.get(username=who))
        statuses[who] = [browser.post(address).status_code for _ in range(2)]
    assert statuses == {"secretary": [403, 403], "leader": [302, 409]}
    assert Client().get(f"/en/editions/2023Q4/{draft.number}/").status_code == 200
    assert Client().get(f"/editions/2023Q4/{draft.number}/bundle.zip").content[:2] == b"PK"


def test_the_quarters_address_leads_to_its_latest_published_edition() -> None:
    _draft()
    assert Client().get("/en/editions/2023Q4/")["Location"] == "/en/editions/2023Q4/1/"


def test_the_secretary_computes_a_draft_as_known_on_another_day() -> None:
    browser = Client()
    browser.force_login(Person.objects.get(username="secretary"))
    answer = browser.post(
        "/en/editions/compute/", {"quarter": "2023Q4", "as_known": "2025-02-28", "reason": ""}
    )
    assert answer["Location"] == "/en/editions/2023Q4/2/"
    page = browser.get(answer["Location"]).content.decode()
    assert "3.56" in page
    assert "This is a draft" in page


@pytest.mark.parametrize("quarter", ["2023", "soon"])
def test_a_quarter_that_is_none_is_refused_and_nothing_is_drafted(quarter: str) -> None:
    browser = Client()
    browser.force_login(Person.objects.get(username="secretary"))
    answer = browser.post("/en/editions/compute/", {"quarter": quarter, "as_known": "2024-01-31"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Edition.objects.count() == 1


def _published(quarter: str, as_known: date) -> Edition:
    body = Edition.objects.get().scorecard.body
    secretary = Person.objects.filter(role="secretary").first()
    leader = Person.objects.filter(role="leader").first()
    assert secretary is not None
    assert leader is not None
    made = compute(body, quarter=Period.parse(quarter), as_known=as_known, by=secretary)
    drafted = actions.draft(made, by=secretary)
    actions.publish(drafted, by=leader)
    return drafted


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "6.0\u00a0% on average over the nine months left"),
        ("zh-hans", "其余9个月平均须达到6.0%"),
    ],
)
def test_in_the_middle_of_a_year_the_walk_says_what_lies_ahead(language: str, said: str) -> None:
    _published("2023Q1", date(2023, 4, 30))
    page = _page(f"/{language}/editions/2023Q1/1/walk/2023-3/")
    assert said in page


def _put_in_place(scorecard: Scorecard, card: dict[str, Any]) -> None:
    """Write another card past the trail, as no action can."""
    QuerySet(Scorecard).filter(pk=scorecard.pk).update(card=json.dumps(card))


@pytest.fixture
def foretold() -> None:
    """The first figure of the card with a path, an outlook, a revision and two questions."""
    scorecard = Scorecard.objects.get()
    card = json.loads(scorecard.card)
    key = Observation.objects.filter(indicator__slug="gdp_growth").earliest("pk").pk
    row = {"row": f"observation/{key}"}
    asked = {"question": {"en": "Was it revised?", "zh": "是否修订？"}}
    card["figures"][0] |= {
        "path": [{"on": "2023-06-30", "value": 5.5}],
        "revised": [row],
        "outlook": {"inputs": [row], "said": {"en": "Even odds.", "zh": "一半可能。"}},
        "flags": [asked | {"answer": ""}, asked | {"answer": "It was."}],
    }
    _put_in_place(scorecard, card)


def test_path_expectation_revision_and_questions_stand_on_the_walk_with_their_grounds(
    foretold: None,
) -> None:
    page = _page(f"/en/{CARD}walk/2023-1/")
    for words in ("30 June 2023", "Even odds.", "Since replaced", "Was it revised?"):
        assert words in page
    assert "Answer: It was." in page
    assert page.count("No answer by this day.") == 1
    walked = walk_back(Edition.objects.get(), figure="2023-1", language="en")
    assert walked.grounds == walked.revised
    assert f"/observations/{walked.grounds[0].pk}/" in page


def test_a_card_made_before_these_were_told_still_walks(foretold: None) -> None:
    scorecard = Scorecard.objects.get()
    card = json.loads(scorecard.card)
    for name in ("path", "revised", "outlook", "flags", "needed"):
        card["figures"][0].pop(name, None)
    _put_in_place(scorecard, card)
    assert "What lies ahead" not in _page(f"/en/{CARD}walk/2023-1/")


@pytest.mark.parametrize(
    ("language", "level", "said"),
    [("en", "documented", "From the unit's report of "), ("zh-hans", "有据可查", "进展报告")],
)
def test_the_walk_shows_how_far_it_is_shown_and_the_hash_of_each_file(
    language: str, level: str, said: str
) -> None:
    duty = Commitment.objects.get(slug="2023-4")
    unit = Person(username="shows", role="contributor", body=duty.lead.body)
    unit.department = duty.lead
    unit.set_unusable_password()
    with change(by=SYSTEM) as changed:
        changed.save(unit, "person.added")
    shows = file_exhibit("photo.pdf", b"%PDF-1.7 a photograph")
    account = Account(
        State.UNDER_WAY, "Half of it stands.", cause="Rain.", action="Two shifts.", exhibits=1
    )
    report(duty, account=account, exhibits=[shows], by=unit)
    _published("2023Q4", timezone.localdate())
    page = _page(f"/{language}/editions/2023Q4/2/walk/2023-4/")
    assert sha256(b"%PDF-1.7 a photograph").hexdigest() in page
    assert "photo.pdf" not in page
    assert level in page
    assert said in html.unescape(page)
