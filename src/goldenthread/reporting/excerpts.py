"""A sentence in its surroundings."""


def excerpt(text: str, start: int, end: int, *, around: int = 60) -> tuple[str, str, str]:
    """Return what stands before text[start:end], the passage itself, and what follows.

    Some `around` code points of each side are kept, cut at a line's or a word's
    edge, with an ellipsis where something was left out.
    """
    low, high = max(0, start - around), min(len(text), end + around)
    before, after = text[low:start], text[end:high]
    if low:
        cut = min((i for i in (before.find("\n"), before.find(" ")) if i >= 0), default=0)
        before = "… " + before[cut:].lstrip()
    if high < len(text):
        cut = max(after.rfind("\n"), after.rfind(" "))
        after = (after[:cut] if cut > 0 else after).rstrip() + " …"
    return before, text[start:end], after
