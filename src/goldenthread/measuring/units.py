"""Read a unit: what is counted, in which currency, and by how many at a time.

万元, 100m yuan and CNY billion count the same thing by different numbers, so they
convert, exactly. What is not known to be the same never does.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, localcontext

from goldenthread.terms.errors import CannotTell

_CURRENCIES = {
    "CNY": "元 人民币 人民币元 yuan rmb cny renminbi",
    "USD": "美元 us$ usd us-dollar us-dollars",
    "EUR": "欧元 € eur euro euros",
    "GBP": "英镑 £ gbp pound pounds pounds-sterling",
    "JPY": "日元 日圆 jpy yen",
    "HKD": "港元 港币 hk$ hkd",
}
#: What is counted, and its names; the empty base is a plain number.
_BASES = {
    "%": "% 百分比 per-cent percent percentage pct",
    "percentage point": "个百分点 百分点 pp ppt percentage-point percentage-points",
    "person": "人 person persons people",
    "visit": "人次 visit visits",
    "household": "户 household households",
    "tonne": "吨 tonne tonnes",
    "km": "公里 千米 km kilometre kilometres",
    "km²": "平方公里 平方千米 km² km2",
    "hectare": "公顷 hectare hectares ha",
    "kWh": "千瓦时 kwh",
    "m³": "立方米 m³ m3",
    "": "个 number count numbers units",
}
#: Longer texts are no units.
_LONGEST = 100
_PER_MILLE = {"‰", "千分比", "千分之", "per mille", "permille"}
_ONES = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
_ENGLISH = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "hundred": 2}
_SHORT = {"k": 3, "m": 6, "mn": 6, "bn": 9}

_NAMED = {
    name.replace("-", " "): ("money", currency)
    for currency, names in _CURRENCIES.items()
    for name in names.split()
} | {name.replace("-", " "): (base, "") for base, names in _BASES.items() for name in names.split()}
_HAN = re.compile(r"([十百千]?[万萬]?[亿億]|[十百千]?[万萬]|[十百千])(.*)$")
_WORD = r"(hundred|thousand|million|billion|trillion)s?"
_DIGITS = re.compile(r"'?(10*(?:,?000)*|000)'?s?\s*(k|mn|m|bn)?\b\s*(?:of\s+)?(.*)$")
_BEFORE = re.compile(rf"{_WORD}\b\s*(?:of\s+)?(.*)$")
_AFTER = re.compile(rf"(.*?)\s*\b{_WORD}$")
_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)$")
_AFTER_MONEY = re.compile(r"(.*?)\s*(k|mn|m|bn)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as understood.

    `base` is what is counted ("money", "person", "%", "" for a plain number, or the
    words themselves where they are not known), `multiplier` how many of it one is,
    a power of ten, `currency` its ISO 4217 code, `is_known` whether the base is.
    """

    text: str
    base: str
    multiplier: Decimal = Decimal(1)
    currency: str = ""
    is_known: bool = True

    def same_as(self, other: "Unit") -> bool:
        """Return whether both count the same thing, by whatever number at a time."""
        return (self.base, self.currency, self.is_known) == (
            other.base,
            other.currency,
            other.is_known,
        )


def read_unit(words: str) -> Unit:
    """Return the unit that `words` name; words not known are a unit of their own.

    $ and ¥ alone stand for several currencies, so they are not known.
    """
    if len(words) > _LONGEST:
        return Unit(words, words, is_known=False)
    base, power = _read(_plain(words))
    named = _NAMED.get(base)
    if base in _PER_MILLE:
        return Unit(words, "%", Decimal("0.1"))
    if named is None:
        return Unit(words, base, Decimal(1).scaleb(power), is_known=not base and power > 0)
    return Unit(words, named[0], Decimal(1).scaleb(power), named[1])


def convert(value: Decimal, *, unit: Unit, to: Unit) -> Decimal:
    """Return `value` counted in `to`, exactly; raise CannotTell where they are not alike."""
    if not unit.same_as(to):
        raise CannotTell(
            f"{unit.text!r} cannot be turned into {to.text!r}.",
            remedy="Give both in one unit; exchange rates and weights are not assumed.",
        )
    with localcontext() as exact:
        exact.prec = len(value.as_tuple().digits) + 2
        return value.scaleb(unit.multiplier.adjusted() - to.multiplier.adjusted())


def _plain(words: str) -> str:
    kept = words.replace("³", "\0").replace("²", "\1")
    text = unicodedata.normalize("NFKC", kept).replace("\0", "³").replace("\1", "²").lower()
    text = re.sub(r"^人民币(?=.*元$)", "", re.sub(r"^[(\[](.*)[)\]]$", r"\1", text.strip()))
    return re.sub(r"\s+", " ", text).strip(" :")


def _read(text: str) -> tuple[str, int]:
    """The words without what multiplies them, and the power of ten that does."""
    if text in _NAMED or text in _PER_MILLE or not text:
        return text, 0
    if found := _HAN.match(text):
        return found[2], sum(_ONES[one] for one in found[1])
    if found := _DIGITS.match(text):
        zeros = found[1].count("0")
        return _further(found[3], zeros + _SHORT.get(found[2] or "", 0))
    if found := _BEFORE.match(text):
        return _further(found[2], _ENGLISH[found[1]])
    if found := _BRACKETS.match(text):
        inner, power = _read(found[2])
        if power and not inner:
            return _further(found[1], power)
    if found := _AFTER.match(text):
        return _further(found[1], _ENGLISH[found[2]])
    found = _AFTER_MONEY.match(text)
    if found and _NAMED.get(found[1], ("", ""))[0] == "money":
        return found[1], _SHORT[found[2]]
    return text, 0


def _further(rest: str, power: int) -> tuple[str, int]:
    base, more = _read(rest.strip())
    return base, power + more
