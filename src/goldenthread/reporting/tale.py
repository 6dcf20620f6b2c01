"""What a card tells in one language, part by part: plain text, for whoever sets it to escape."""

from dataclasses import dataclass

from goldenthread.terms.text import Language


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict as shown: its word, and the name of its shape, such as `not_yet_known`."""

    word: str
    shape: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A source; `address` is empty unless it is a web page."""

    title: str
    publisher: str
    address: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in its surroundings, the document it stands in, and whose wording it is.

    `language` is that of the text, which is the reader's own wherever it exists in it.
    """

    language: Language
    before: str
    marked: str
    after: str
    document: str
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the walk back; `big` is the value it is about, if it is about one.

    Its verdict stands with it only where a duty has several.
    """

    name: str
    lines: tuple[str, ...] = ()
    big: str = ""
    verdict: Mark | None = None
    reference: Reference | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One target of a duty: words above it, and its picture, which is empty without a number.

    `rows` are the table behind the picture: what each number is, and the number.
    """

    caption: str
    svg: str = ""
    alt: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a verdict: what it is, such as the chance, and its sentences."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the card with its walk back; `id` is unique among both languages.

    `figure` is the id of the figure that decided, as card.json has it; `beside`
    says the figures that were not judged, `notes` what stands beside the verdict.
    """

    id: str
    figure: str
    number: str
    title: str
    who: str
    charts: tuple[Chart, ...]
    beside: tuple[str, ...]
    verdict: Mark
    why: str
    notes: tuple[Note, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The duties of one verdict, as places in the list of duties, and its words after a count."""

    shape: str
    word: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A peer in the table; `has_value` is whether it has a usable figure."""

    name: str
    value: str
    known: str
    has_value: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The body among its peers."""

    title: str
    said: str
    chart: str
    caption: str
    heads: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of the card's parts."""

    contents: str
    duties: str
    running: str
    hope: str
    walk: str
    method: str
    sources: str
    proof: str
    track: str
    questions: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A whole card, told."""

    lang: Language
    title: str
    meta: str
    notice: str
    said: str
    since: str
    sure: str
    boxes: str
    heads: Heads
    groups: tuple[Group, ...]
    duties: tuple[Duty, ...]
    running: tuple[Duty, ...]
    running_note: str
    peers: Ranking | None
    hopes: tuple[Passage, ...]
    hope_note: str
    behind: str
    walk: str
    walk_lead: str
    proof_step: Step
    method: str
    track: tuple[str, ...]
    questions: tuple[Note, ...]
    questions_note: str
    software: str
    sources: tuple[Reference, ...]
    proof: str
