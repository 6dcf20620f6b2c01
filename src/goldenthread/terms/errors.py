"""Say what is wrong, where, and what to do about it."""


class GoldenthreadError(Exception):
    """A refusal that names the place and the remedy.

    `what` says what is wrong, `place` where (a file, a row, a field), `remedy`
    what the reader of the message can do next. Nothing is half-done when it is
    raised.
    """

    def __init__(self, what: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        then = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.what}{then}"


class UnreadableDocument(GoldenthreadError):
    """A document is empty, of another type than its name says, or cannot be decoded."""


class BadTable(GoldenthreadError):
    """A table has wrong columns, or a cell that cannot be what its column says."""


class BadPeriod(GoldenthreadError):
    """A word that should name a period or a date does not."""


class NotPermitted(GoldenthreadError):
    """The person may not do this to that."""


class NotPossible(GoldenthreadError):
    """The act does not fit the state the thing is in."""


class BadProof(GoldenthreadError):
    """A proof, a signature or a bundle does not hold."""


class CannotTell(GoldenthreadError):
    """What would be needed to judge is absent, so neither good nor bad can be said."""
