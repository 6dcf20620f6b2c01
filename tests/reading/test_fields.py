"""Owners come from the words alone, and units from the label they stand behind."""

import pytest

from goldenthread.reading.fields import Units, find_owner, read_units
from goldenthread.reading.lexicon import lexicon
from goldenthread.terms.text import Language


@pytest.mark.parametrize(
    ("clause", "owner"),
    [
        ("The Works Department will repair the sea wall", "The Works Department"),
        ("The CM directed the relevant secretaries to chair a meeting", "the relevant secretaries"),
        ("Coun Mills agreed to obtain funding", "Coun Mills"),
        ("the Irish government will consult", "the Irish government"),
        ("Cabinet Secretaries have been instructed not to travel", "Cabinet Secretaries"),
        ("Requests the Secretary-General to report", "the Secretary-General"),
        ("Repairs to the swing are to be carried out", None),
        ("The aim is to be the first", None),
        ("It was agreed to install two stiles", None),
        ("the light should be replaced", None),
    ],
)
def test_english_owners(clause: str, owner: str | None) -> None:
    assert find_owner(clause, words=lexicon("en")) == owner


@pytest.mark.parametrize(
    ("clause", "owner"),
    [
        ("各部门、各单位要建立台账", "各部门、各单位"),
        ("各主要责任单位要制订方案", "各主要责任单位"),
        ("请内政部会同法务部研议", "内政部"),
        ("中国人民银行将设立再贷款", "中国人民银行"),
        ("要求各地排查隐患", "各地"),
        ("市政府力求抓好落实", "市政府"),
        ("要建立台账", None),
        ("确保需要时能够及时推出", None),
        ("固定资产投资增长10%", None),
    ],
)
def test_chinese_owners(clause: str, owner: str | None) -> None:
    assert find_owner(clause, words=lexicon("zh")) == owner


@pytest.mark.parametrize(
    ("passage", "language", "units"),
    [
        ("Lead: Tax Bureau. With: A, B; C.", "en", Units("Tax Bureau", ("A, B", "C"))),
        ("Responsible: Works", "en", Units("Works")),
        ("With: A; B.", "en", Units(None, ("A", "B"))),
        ("（牵头单位：市财政局；配合单位：市经信局、市税务局）", "zh",
         Units("市财政局", ("市经信局", "市税务局"))),
        ("(牵头领导:庞某,责任单位:区民政局、区卫健局)", "zh", Units("区民政局", ("区卫健局",))),
        ("责任单位:甲局\n", "zh", Units("甲局")),
        ("(發展局)", "zh", Units("發展局")),
        ("（牵头单位：）", "zh", Units()),
    ],
)  # fmt: skip
def test_units_are_read_behind_their_labels(passage: str, language: Language, units: Units) -> None:
    assert read_units(passage, words=lexicon(language)) == units
