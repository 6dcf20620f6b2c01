"""Numbers that are asked for, in their unit and sense; and numbers that are not."""

import pytest

from goldenthread.reading.lexicon import lexicon
from goldenthread.reading.measures import find_measure
from goldenthread.terms.text import Language


def found(text: str, language: Language) -> tuple[str, str, str]:
    measure = find_measure(text, words=lexicon(language))
    assert measure is not None, text
    return (str(measure.value), measure.unit, measure.comparator.value)


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("全市生产总值增长6%左右", "6", "%", "approx"),
        ("固定资产投资比上年增长10%", "10", "%", "increase_by"),
        ("固定资产投资比上年增长６％", "６", "%", "increase_by"),
        ("城镇登记失业率4.5%以内", "4.5", "%", "le"),
        ("发放补贴两万零三十元", "20030", "元", "eq"),
        ("培训人员一千二百名", "1200", "名", "eq"),
        ("安排资金二十亿元", "20", "亿元", "eq"),
        ("能耗减少三成", "30", "%", "decrease_by"),
        ("事故降低一半", "50", "%", "decrease_by"),
        ("居民消费价格涨幅控制在3%以内", "3", "%", "le"),
        ("收集率达到73%以上", "73", "%", "ge"),
        ("覆盖率达100%", "100", "%", "eq"),
        ("签约覆盖率不低于80%", "80", "%", "ge"),
        ("粮食产量1.4万亿斤左右", "1.4", "万亿斤", "approx"),
        ("全年减轻企业负担不少于200亿元", "200", "亿元", "ge"),
        ("能耗降低3%左右", "3", "%", "decrease_by"),
        ("农村贫困人口减少1000万以上", "1000", "万", "decrease_by"),
        ("国内生产总值增长6%－6.5%", "6", "%", "ge"),
        ("城镇新增就业11万人", "11", "万人", "eq"),
        ("赤字规模5.66万亿元、比上年增加1.6万亿元", "5.66", "万亿元", "eq"),
        ("提供約 3,300 公頃新平整土地", "3300", "公頃", "approx"),
        ("主要黑點數目至少減半", "50", "%", "decrease_by"),
        ("产值翻一番", "100", "%", "increase_by"),
        ("减少百分之五", "5", "%", "decrease_by"),
        ("新建两家养老机构", "2", "家", "eq"),
    ],
)
def test_chinese_measures(text: str, value: str, unit: str, comparator: str) -> None:
    assert found(text, "zh") == (value.translate(str.maketrans("６", "6")), unit, comparator)


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("Raise fixed-asset investment by 10 per cent", "10", "%", "increase_by"),
        ("Grow output by about 6 per cent", "6", "%", "approx"),
        ("Keep inflation within 3 per cent", "3", "%", "le"),
        ("Reserve no less than 40% of procurement", "40", "%", "ge"),
        ("Bring spending to 3.55 per cent of output", "3.55", "%", "eq"),
        ("relieve firms of at least 20 billion yuan", "20", "billion yuan", "ge"),
        ("put $650 million toward housing", "650", "$ million", "eq"),
        ("payments in excess of Ksh 50 million", "50", "Ksh million", "le"),
        ("Building 1.5 million homes in England", "1.5", "million homes", "eq"),
        ("Add 110,000 urban jobs", "110000", "urban jobs", "eq"),
        ("install two new stiles", "2", "stiles", "eq"),
        ("halve the number of complaints", "50", "%", "decrease_by"),
        ("cut waiting times by a third", "33.3", "%", "decrease_by"),
        ("reduce emissions by 12%", "12", "%", "decrease_by"),
    ],
)
def test_english_measures(text: str, value: str, unit: str, comparator: str) -> None:
    assert found(text, "en") == (value, unit, comparator)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("于2023年12月31日前报送方案", "zh"),
        ("推进15万吨新能源零部件项目建设", "zh"),
        ("为65岁以上老年人提供服务", "zh"),
        ("落实《关于2023年10项措施的意见》", "zh"),
        ("住房城乡建设部等五部门", "zh"),
        ("收入增长与经济增长大体同步", "zh"),
        ("召开第15次会议", "zh"),
        ("finish it by 31 December 2023", "en"),
        ("implement section 17 of the Act", "en"),
        ("register people who are 60 years and older", "en"),
        ("meet at 18:00", "en"),
        ("Begin Phase 2 of the roll-out", "en"),
        ("double down on housing", "en"),
        ("Keep incomes growing in step with the economy", "en"),
        ("", "en"),
    ],
)
def test_dates_ages_names_and_comparisons_are_no_measures(text: str, language: Language) -> None:
    assert find_measure(text, words=lexicon(language)) is None


@pytest.mark.parametrize(
    ("text", "language", "quantity"),
    [
        ("Raise fixed-asset investment by 10 per cent", "en", "fixed-asset investment"),
        ("Keep the surveyed urban unemployment rate within 5 per cent", "en",
         "surveyed urban unemployment rate"),
        ("一般公共预算收入比上年增长5%左右", "zh", "一般公共预算收入"),
        ("落实各项政策，全年减轻企业负担不少于200亿元", "zh", "减轻企业负担"),
        ("建设2家社区托育机构", "zh", "建设"),
    ],
)  # fmt: skip
def test_the_quantity_is_what_the_number_is_of(
    text: str, language: Language, quantity: str
) -> None:
    measure = find_measure(text, words=lexicon(language))
    assert measure is not None
    assert measure.quantity == quantity
