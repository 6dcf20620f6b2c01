"""What a sentence does: undertake, instruct, aim, exhort or narrate."""

import pytest

from goldenthread.reading import read
from goldenthread.reading.kinds import decide
from goldenthread.reading.lexicon import lexicon
from goldenthread.terms.statements import StatementType

TABLE = [
    ("commitment", "The Council will publish the register."),
    ("commitment", "The Clerk agreed to draft a letter."),
    ("commitment", "The Board decided to open a second office."),
    ("commitment", "市水利局将出台防汛方案。"),
    ("commitment", "今年拟发行专项债券50亿元。"),
    ("commitment", "修改完善后印发实施。"),
    ("directive", "The Mayor directed all departments to submit a plan by 1 June 2024."),
    ("directive", "Departments have been instructed not to make new appointments."),
    ("directive", "The Council calls on the ministry to report by 2025."),
    ("directive", "各部门要建立工作台账。"),
    ("directive", "请财政局会同审计局研究办理。"),
    ("directive", "要求各地全面排查风险隐患。"),
    ("directive", "各单位要按月报送进展情况。"),
    ("aim", "The aim is to be the best in the province."),
    ("aim", "The government aims to lower unemployment."),
    ("aim", "确保群众温暖过冬。"),
    ("aim", "到2027年，污水集中收集率达到73%以上。"),
    ("aim", "目标是创造经得起检验的实绩。"),
    ("exhortation", "Officials should work hard and with a warm heart."),
    ("exhortation", "The Premier stressed the need to improve work methods."),
    ("exhortation", "要高度重视，提高政治站位。"),
    ("exhortation", "鼓励有条件的地方先行先试。"),
    ("exhortation", "请认真贯彻落实。"),
    ("narration", "The minutes of the last meeting were approved."),
    ("narration", "The Board received a report on outstanding actions."),
    ("narration", "市长主持召开常务会议。"),
    ("narration", "会议审议通过了年度工作报告。"),
]


@pytest.mark.parametrize(("kind", "text"), TABLE)
def test_a_sentence_is_of_its_kind(kind: str, text: str) -> None:
    (statement,) = read(text).statements
    assert statement.type == kind


def test_a_list_of_aims_makes_an_aim_of_any_verb() -> None:
    words = lexicon("en")
    for clause in ("Build 12 homes", "officials should work hard"):
        assert decide(clause, listed=StatementType.AIM, words=words).type is StatementType.AIM


def test_in_a_programme_of_works_an_act_is_a_commitment_and_a_level_an_aim() -> None:
    words = lexicon("zh")
    works = StatementType.COMMITMENT
    assert decide("新建村卫生室10家", listed=works, words=words).type is works
    assert decide("覆盖率达100%", listed=works, words=words).type is StatementType.AIM


def test_without_any_cue_nothing_is_claimed_to_have_decided() -> None:
    decision = decide("The hall is green", listed=None, words=lexicon("en"))
    assert (decision.type, decision.cues) == (StatementType.NARRATION, ())
