"""Load the worked example through the actions, and publish its card."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from secrets import token_urlsafe

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from goldenthread.office.bodies.actions import set_up
from goldenthread.office.bodies.founding_actions import NewBody, NewDepartment, NewPerson
from goldenthread.office.bodies.models import Body, Person, Role
from goldenthread.office.bodies.permissions import SYSTEM
from goldenthread.office.commitments.actions import adopt
from goldenthread.office.commitments.models import Commitment
from goldenthread.office.commitments.reading import numbered
from goldenthread.office.editions.actions import draft, publish
from goldenthread.office.editions.files import card_of
from goldenthread.office.editions.models import Edition
from goldenthread.office.indicators.actions import define, record, set_target
from goldenthread.office.indicators.meaning_actions import state_meaning
from goldenthread.office.records.actions import add_source, intake, release
from goldenthread.office.records.models import Document, Source
from goldenthread.office.scorecards.actions import ask, compute
from goldenthread.office.trail.appending import head
from goldenthread.office.trail.log import policy
from goldenthread.office.trail.writing import writing
from goldenthread.reporting.card import Card
from goldenthread.terms.commitments import Commitment as CommitmentTerm
from goldenthread.terms.dossiers import Document as DocumentTerm
from goldenthread.terms.errors import NotPossible
from goldenthread.terms.observations import Source as SourceTerm
from goldenthread.terms.observations import Target as TargetTerm
from goldenthread.terms.periods import Period
from goldenthread.terms.text import LANGUAGES, Words
from goldenthread.weaving import Folder, open_folder

#: The card that the example is about.
SHOWN = (Period.parse("2023Q4"), date(2024, 1, 31))
#: Every quarter of its two years, as known once the figures of the quarter are usually out; and
#: the last one anew, as known today, with what other pages were found to say of the figures.
QUARTERS = (
    (Period.parse("2023Q1"), date(2023, 4, 30)),
    (Period.parse("2023Q2"), date(2023, 7, 31)),
    (Period.parse("2023Q3"), date(2023, 10, 31)),
    SHOWN,
    (Period.parse("2024Q1"), date(2024, 4, 30)),
    (Period.parse("2024Q2"), date(2024, 7, 31)),
    (Period.parse("2024Q3"), date(2024, 10, 31)),
    (Period.parse("2024Q4"), date(2025, 2, 28)),
    (Period.parse("2024Q4"), None),
)
_ANEW = (
    "As known today: other pages were found to say otherwise of some figures. "
    "按今日所知重制：发现其他网页对部分数据另有说法。"
)
#: Fragments that stand in a page of the site, and are of no use as files of their own.
_FRAGMENTS = "body."

#: Invented people for the roles that the folder names nobody for. They work in its second unit:
#: the first is the office itself, which hands duties out.
_MORE_PEOPLE = (
    (Role.DEPARTMENT_LEAD, "unit", Words("Demo Head of Unit (invented)", "演示部门负责人（虚构）")),
    (Role.CONTRIBUTOR, "contributor", Words("Demo Contributor (invented)", "演示经办人（虚构）")),
    (
        Role.STATISTICIAN,
        "statistician",
        Words("Demo Statistician (invented)", "演示统计员（虚构）"),
    ),
    (Role.AUDITOR, "auditor", Words("Demo Auditor (invented)", "演示审计员（虚构）")),
    (
        Role.ADMINISTRATOR,
        "administrator",
        Words("Demo Administrator (invented)", "演示管理员（虚构）"),
    ),
)

Progress = Callable[[str, int, int], None]
#: Quarters to publish, each with the day as known at whose end it is computed; None is today.
Quarters = tuple[tuple[Period, date | None], ...]


@dataclass(frozen=True, slots=True)
class SignIn:
    """How to sign in as an invented person."""

    username: str
    password: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was published, whom a verifier must trust, and who can sign in.

    `card` and `files`, by name, are those of the quarter shown; `quarters` holds
    the files of the last edition of each published one by its label.
    """

    card: Card
    files: dict[str, bytes]
    quarters: dict[str, dict[str, bytes]]
    policy: str
    people: tuple[SignIn, ...]


def load(
    folder: Path,
    *,
    password: str = "",
    quarters: Quarters = (SHOWN,),
    progress: Progress = lambda words, done, total: None,
) -> Loaded:
    """Load the plain folder into an empty office, all of it or nothing, and publish its cards.

    `quarters` are published in their order, each as known on its day; the one shown
    must be among them. Everybody gets the same password: the one given, or a new
    one. `progress` is told what is being done, how much is done, and of how much.
    Raise BadTable if the folder is at fault, NotPossible if the office is not empty.
    """
    password = password or token_urlsafe(9)
    progress("Reading the example", 0, 1)
    opened = open_folder(folder)
    loading = _Loading(opened, quarters, progress)
    with writing():
        editions = loading.everything(make_password(password))
        made = {edition.quarter: _files(edition) for edition in editions}
        shown = next(each for each in editions if each.quarter == SHOWN[0].label)
        return Loaded(
            card=card_of(shown.scorecard),
            files=made[shown.quarter],
            quarters=made,
            policy=policy(head()),
            people=tuple(
                SignIn(each.username, password, each.role, each.name.en) for each in _people(opened)
            ),
        )


class _Loading:
    """One loading of one folder, in the order of the thread."""

    def __init__(self, opened: Folder, quarters: Quarters, progress: Progress) -> None:
        self.opened, self.dossier = opened, opened.dossier
        self.quarters, self.progress = quarters, progress
        self.sources: dict[str, Source] = {}
        self.documents: dict[str, Document] = {}
        self.commitments: dict[str, Commitment] = {}

    def everything(self, password: str) -> list[Edition]:
        self.body = set_up(_new_body(self.opened, password), by=SYSTEM)
        self.secretary = _first(self.body, Role.SECRETARY)
        self.editions: list[Edition] = []
        steps = list(self.steps())
        for done, (words, act) in enumerate(steps):
            self.progress(words, done, len(steps))
            act()
        self.progress("Done", len(steps), len(steps))
        return self.editions

    def steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        by = self.secretary
        for source in self.dossier.sources:
            yield "Adding the sources", partial(self.add_source, source)
        for document in self.dossier.documents:
            yield "Reading the documents", partial(self.take_in, document)
        for indicator in self.dossier.indicators:
            yield "Defining the indicators", partial(define, indicator, by=by)
        for duty in self.dossier.commitments:
            yield "Adopting the duties", partial(self.adopt, duty)
        for target in self.dossier.targets:
            yield "Setting the targets", partial(self.set_target, target)
        for figure in self.dossier.observations:
            yield "Recording the figures", partial(record, figure, by=by)
        for meaning in self.dossier.meanings:
            yield "Stating what figures mean", partial(state_meaning, meaning, by=by)
        yield "Asking about the figures", partial(ask, self.body, by=by)
        for quarter, as_known in self.quarters:
            yield "Making the cards", partial(self.publish, quarter, as_known)

    def add_source(self, term: SourceTerm) -> None:
        self.sources[term.id] = add_source(term, by=self.secretary)

    def take_in(self, term: DocumentTerm) -> None:
        document = intake(
            self.body,
            slug=term.id,
            title=term.title,
            texts={each: text for each in LANGUAGES if (text := term.in_language(each).text)},
            dated=term.dated,
            source=self.sources.get(term.source),
            paraphrase=term.paraphrase,
            by=self.secretary,
        )
        release(document, by=self.secretary)
        self.documents[term.id] = document

    def adopt(self, term: CommitmentTerm) -> None:
        document = self.documents[term.document]
        self.commitments[term.id] = adopt(
            document,
            slug=term.id,
            title=term.title,
            statements=numbered(document, term.number),
            by=self.secretary,
        )

    def set_target(self, term: TargetTerm) -> None:
        set_target(self.commitments[term.commitment], target=term, by=self.secretary)

    def publish(self, quarter: Period, as_known: date | None) -> None:
        reason = "" if as_known else _ANEW
        scorecard = compute(
            self.body,
            quarter=quarter,
            as_known=as_known or timezone.localdate(),
            by=self.secretary,
        )
        edition = draft(scorecard, by=self.secretary, reason=reason)
        publish(edition, by=_first(self.body, Role.LEADER))
        self.editions.append(edition)


def _new_body(opened: Folder, password: str) -> NewBody:
    dossier = opened.dossier
    return NewBody(
        id=dossier.id,
        name=dossier.body,
        area=dossier.area.id,
        origin=dossier.origin,
        areas=list(opened.areas),
        departments=[NewDepartment(unit.id, unit.name, unit.names) for unit in opened.departments],
        people=[replace(each, password=password) for each in _people(opened)],
        notice=dossier.notice,
        peers=dossier.peers,
    )


def _people(opened: Folder) -> list[NewPerson]:
    """Those of the folder, then one for each role that it names nobody for."""
    named = [NewPerson(own.username, own.name, own.role, own.department) for own in opened.people]
    taken = {each.role for each in named}
    unit = opened.departments[:2][-1].id if opened.departments else ""
    more = (NewPerson(username, name, role.value, unit) for role, username, name in _MORE_PEOPLE)
    return [*named, *(each for each in more if each.role not in taken)]


def _first(body: Body, role: Role) -> Person:
    found = body.people.filter(role=role.value).order_by("pk").first()
    if found is None:
        raise NotPossible(
            f"nobody is a {role.value}.", place="body.toml, [[people]]", remedy="Add one."
        )
    return found


def _files(edition: Edition) -> dict[str, bytes]:
    rows = edition.files.exclude(name__startswith=_FRAGMENTS)
    return {file.name: bytes(file.content) for file in rows}
