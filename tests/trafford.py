"""An English council as a plain folder in English alone, made at test time from the data at hand.

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
    "employment": "Employment rate of those aged 16 to 64",
    "neet": "Sixteen- and seventeen-year-olds out of school and work",
    "fuel_poverty": "Households in fuel poverty",
    "waste": "Household waste not recycled",
    "co2": "Carbon dioxide emitted in the borough",
}
#: Who leads a duty, by the folder that its file lies in.
LEADS = {"poverty": "Strategy Directorate", "climate": "Place Directorate"}
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
    (folder / "plan.md").write_text(_plan(), "utf-8")
    _write(folder / "sources.csv", "id,title_en,publisher_en,date,address", [
        ("plan", "Corporate plan, data of its dashboard", "Trafford Data Lab", COMPILED, ""),
    ])  # fmt: skip
    _write(
        folder / "indicators.csv",
        "id,title_en,unit,kind,direction,lag_months,growth_of,against,note_en",
        [
            (name, TITLES[name], _unit(name), _kind(name), "more" if is_more else "less",
             *[""] * 4)
            for name, *_, is_more in DUTIES
        ],
    )  # fmt: skip
    _write(folder / "duties.csv", "id,document,number,title_en", [
        (name, "plan", str(number), f"{TITLES[name]}: no worse than before")
        for number, (name, *_) in enumerate(DUTIES, 1)
    ])  # fmt: skip
    _write(
        folder / "targets.csv",
        "id,commitment,indicator,comparator,value,unit,period,area,tolerance,baseline,upper",
        _targets(shared),
    )
    _write(
        folder / "figures.csv",
        "indicator,area,period,value,unit,kind,source,known,published,status,text,note_en",
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
                    "", "", "first published", value, "",
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


def _plan() -> str:
    duties = [
        f"{n}. Keep the figure of “{TITLES[name]}” from getting worse by {_by(period)}."
        f" Lead: {LEADS[file.split('/')[0]]}."
        for n, (name, file, _, period, *_) in enumerate(DUTIES, 1)
    ]
    return "\n\n".join(["# The council’s plan, told in our words", "31 January 2021", *duties])


def _by(period: str) -> str:
    return "31 March 2022" if "/" in period else "31 December 2022"


def _body() -> str:
    areas = "\n".join(f'[[areas]]\nid = "{_id(name)}"\nen = "{name}"\n' for name in COUNCILS)
    units = "\n".join(
        f'[[departments]]\nid = "{_id(name)}"\nen = "{name}"\nnames = []\n'
        for name in LEADS.values()
    )
    return f"""
id = "trafford"
languages = ["en"]
name_en = "Trafford Council"
area = "trafford"
notice_en = "Compiled from public data; neither published nor endorsed by the council."
origin = "trafford.goldenthread.invalid"
compiled = {COMPILED}

{areas}
{units}
[[people]]
username = "secretary"
en = "Secretary (invented)"
role = "secretary"
department = "strategy-directorate"

[[people]]
username = "leader"
en = "Leader (invented)"
role = "leader"
department = "strategy-directorate"

[[documents]]
id = "plan"
en = "plan.md"
title_en = "The council’s plan"
dated = 2021-01-31
source = "plan"
adopted = true
paraphrase_en = "Told in our words; the plan itself sets no numbers."

[peers]
indicator = "employment"
title_en = "Among sixteen similar councils"
areas = [{", ".join(f'"{_id(name)}"' for name in COUNCILS)}]
"""
