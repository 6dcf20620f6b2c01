"""An English council as a plain folder, made at test time from the data at hand.

The figures are those of Trafford Council's own plan and of the fifteen councils it
compares itself with; the plan's sentences are told in our words. The plan sets no
numbers, so each duty asks to be no worse than the last figure known when it began.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

#: Of each duty: its indicator, its file, that indicator's words there, the period asked about and
#: the one before, and whether more of it is good.
DUTIES = (
    ("employment", "poverty/employment_rate", "Employment rate", "2022", "2021", True),
    ("neet", "poverty/neet", "16-17 year olds", "2022", "2021", False),
    (
        "fuel_poverty",
        "poverty/fuel_poverty",
        "Fuel poverty (low income, low e",
        "2022",
        "2021",
        False,
    ),
    ("waste", "climate/household_waste_not_recycled", "Household", "2021/22", "2020/21", False),
    ("co2", "climate/borough_wide_co2_emissions", "Local Authority", "2022", "2021", False),
)
TITLES = {
    "employment": ("Employment rate of those aged 16 to 64", "16至64岁就业率"),
    "neet": ("Sixteen- and seventeen-year-olds out of school and work", "16至17岁失学失业比例"),
    "fuel_poverty": ("Households in fuel poverty", "能源贫困家庭比例"),
    "waste": ("Household waste not recycled", "生活垃圾未回收比例"),
    "co2": ("Carbon dioxide emitted in the borough", "全区二氧化碳排放量"),
}
#: Whom the council compares itself with, and itself.
COUNCILS = (
    "Bedford", "Bury", "Cheshire West and Chester", "Derby", "Medway", "Milton Keynes",
    "Peterborough", "Reading", "Solihull", "South Gloucestershire", "Stockport", "Swindon",
    "Thurrock", "Trafford", "Warrington", "York",
)  # fmt: skip
COMPILED = "2024-09-03"


def figures(shared: Path, duty: str) -> dict[tuple[str, str], str]:
    """Return what one file says of an indicator, by period as written there and council."""
    _, file, words, *_ = next(each for each in DUTIES if each[0] == duty)
    path = shared / "data/measuring/trafford_plan/data" / f"{file}.csv"
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["indicator"].startswith(words)]
    wanted = [row for row in rows if duty == "co2" or row["measure"] == "Percentage"]
    return {(_year(row["period"]), row["area_name"]): row["value"] for row in wanted}


def build(folder: Path, shared: Path) -> Path:
    """Write the folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "body.toml").write_text(_body(), "utf-8")
    for language, text in zip(("en", "zh"), _plans(), strict=True):
        (folder / f"plan.{language}.md").write_text(text, "utf-8")
    _write(folder / "sources.csv", "id,title_en,title_zh,publisher_en,publisher_zh,date,address", [
        ("plan", "Corporate plan, data of its dashboard", "区议会规划及其数据",
         "Trafford Data Lab", "特拉福德数据实验室", COMPILED, ""),
    ])  # fmt: skip
    _write(
        folder / "indicators.csv",
        "id,title_en,title_zh,unit,kind,direction,lag_months,growth_of,against,note_en,note_zh",
        [
            (name, *TITLES[name], _unit(name), _kind(name), "more" if is_more else "less",
             *[""] * 5)
            for name, *_, is_more in DUTIES
        ],
    )  # fmt: skip
    _write(folder / "duties.csv", "id,document,number,title_en,title_zh", [
        (name, "plan", str(number), *_sentences(name))
        for number, (name, *_) in enumerate(DUTIES, 1)
    ])  # fmt: skip
    _write(
        folder / "targets.csv",
        "id,commitment,indicator,comparator,value,unit,period,area,tolerance,baseline,upper",
        _targets(shared),
    )
    _write(
        folder / "figures.csv",
        "indicator,area,period,value,unit,kind,source,known,published,status,text,note_en,note_zh",
        _observed(shared),
    )
    _write(folder / "peers.csv", "indicator,area,period,value,unit,source,known", [
        ("employment", _id(name), "2022", figures(shared, "employment")["2022", name], "%",
         "plan", "")
        for name in COUNCILS
    ])  # fmt: skip
    return folder


def _write(path: Path, head: str, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head.split(","))
        out.writerows(rows)


def _targets(shared: Path) -> Iterator[tuple[str, ...]]:
    for name, _, _, period, before, is_more in DUTIES:
        asked = figures(shared, name)[before, "Trafford"]
        yield (
            name, name, name, "ge" if is_more else "le", asked, _unit(name), _period(period),
            "trafford", "", "", "",
        )  # fmt: skip


def _observed(shared: Path) -> Iterator[tuple[str, ...]]:
    for name, *_ in DUTIES:
        for (period, council), value in figures(shared, name).items():
            if council == "Trafford":
                yield (
                    name, "trafford", _period(period), value, _unit(name), _kind(name), "plan",
                    "", "", "first published", value, "", "",
                )  # fmt: skip


def _unit(name: str) -> str:
    return "kt" if name == "co2" else "%"


def _kind(name: str) -> str:
    return "level flow" if name == "co2" else "ratio"


def _year(period: str) -> str:
    """A calendar year where the file writes one as its months."""
    return period[-4:] if period.startswith("Jan ") else period


def _period(period: str) -> str:
    """The council's own year runs from April."""
    return f"{period[:4]}-04-01/P12M" if "/" in period else period


def _id(council: str) -> str:
    return council.lower().replace(" ", "-")


def _sentences(name: str) -> tuple[str, str]:
    english, chinese = TITLES[name]
    return f"{english}: no worse than before", f"{chinese}不差于上一期"


def _plans() -> tuple[str, str]:
    english = [
        f"{n}. Keep the figure of “{TITLES[name][0]}” from getting worse by {_by(period)[0]}."
        " Lead: Strategy Directorate."
        for n, (name, _, _, period, *_) in enumerate(DUTIES, 1)
    ]
    chinese = [
        f"{n}．到{_by(period)[1]}，{TITLES[name][1]}不差于上一期。（牵头单位：战略司）"
        for n, (name, _, _, period, *_) in enumerate(DUTIES, 1)
    ]
    return (
        "\n\n".join(["# The council’s plan, told in our words", "31 January 2021", *english]),
        "\n\n".join(["# 区议会规划（本项目转述）", "2021年1月31日", *chinese]),
    )


def _by(period: str) -> tuple[str, str]:
    if "/" in period:
        return "31 March 2022", "2022年3月31日"
    return "31 December 2022", "2022年12月31日"


def _body() -> str:
    areas = "\n".join(
        f'[[areas]]\nid = "{_id(name)}"\nen = "{name}"\nzh = "{name}"\n' for name in COUNCILS
    )
    return f"""
id = "trafford"
name_en = "Trafford Council"
name_zh = "特拉福德区议会"
area = "trafford"
notice_en = "Compiled from public data; neither published nor endorsed by the council."
notice_zh = "根据公开数据整理，非该议会发布，亦未经其认可。"
origin = "trafford.goldenthread.invalid"
compiled = {COMPILED}

{areas}
[[departments]]
id = "strategy"
en = "Strategy Directorate"
zh = "战略司"
names = ["Strategy Directorate", "战略司"]

[[people]]
username = "secretary"
en = "Secretary (invented)"
zh = "秘书（虚构）"
role = "secretary"
department = "strategy"

[[people]]
username = "leader"
en = "Leader (invented)"
zh = "议长（虚构）"
role = "leader"
department = "strategy"

[[documents]]
id = "plan"
en = "plan.en.md"
zh = "plan.zh.md"
title_en = "The council’s plan"
title_zh = "区议会规划"
dated = 2021-01-31
source = "plan"
adopted = true
paraphrase_en = "Told in our words; the plan itself sets no numbers."
paraphrase_zh = "本项目转述；规划本身未设定数值。"

[peers]
indicator = "employment"
title_en = "Among sixteen similar councils"
title_zh = "在十六个类似议会中的位次"
areas = [{", ".join(f'"{_id(name)}"' for name in COUNCILS)}]
"""
