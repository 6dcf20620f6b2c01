"""The index file: what it says is what is built, and what is wrong in it is named with a remedy."""

from pathlib import Path

import numpy as np
import pytest

from goldenthread.scoring import (
    Aggregation,
    Imputation,
    Index,
    Normalisation,
    Treatment,
    Weighting,
)
from goldenthread.terms.errors import BadTable
from goldenthread.terms.quantities import Direction
from scoring.examples import CODES, UNITS, VALUES, table

GOOD = """
title = { en = "Well-being", zh = "民生指数" }
screen = 0.5
impute = { method = "group mean", by = "region" }
treat = { method = "winsorise", most = 3 }
normalise = { method = "min-max", low = 1, high = 100 }

[nodes.whole]
aggregate = "geometric"
[nodes.green]
parent = "whole"
[nodes.work]
parent = "whole"
weight = 1.5
weigh = "entropy"
[nodes.air]
parent = "green"
name = { en = "Dust in the air", zh = "细颗粒物" }
direction = "less"
unit = "µg/m³"
weight = 2
[nodes.parks]
parent = "green"
direction = "more"
goalposts = [0, 20]
normalise = { method = "goalposts", low = 1, high = 100 }
[nodes.jobs]
parent = "work"
direction = "more"
[nodes.pay]
parent = "work"
direction = "more"
target = 7

[alternatives]
treat = ["none", { method = "winsorise", most = 1 }]
normalise = ["rank", "min-max"]
aggregate = ["arithmetic", "median"]
weigh = ["given", "critic"]
weights = { noise = 0.25, sets = 10, nodes = ["green", "work"] }
"""
DATA = "unit,name,region,air,parks,jobs,pay\na,Ash,n,30,12,71,5.1\nb,Birch,n,22,,64,4.2\n" + (
    "c,Cedar,s,41,15,69,6\nd,Dale,s,35,7,75,5.5\n"
)


def written(folder: Path, text: str, name: str = "index.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_every_choice_written_is_the_choice_made(tmp_path: Path) -> None:
    design = Index.from_toml(written(tmp_path, GOOD)).design
    nodes = {node.code: node for node in design.tree.nodes}
    assert design.title.zh == "民生指数"
    assert design.impute.method is Imputation.GROUP_MEAN
    assert (design.treat.method, design.treat.most) == (Treatment.WINSORISE, 3)
    assert nodes["air"].direction is Direction.LESS
    assert nodes["whole"].aggregate is not None
    assert nodes["whole"].aggregate.method is Aggregation.GEOMETRIC
    assert nodes["parks"].normalise is not None
    assert nodes["parks"].normalise.method is Normalisation.GOALPOSTS
    assert nodes["work"].weigh is not None
    assert nodes["work"].weigh.method is Weighting.ENTROPY
    assert nodes["pay"].target == 7
    other = design.alternatives
    assert [len(each) for each in (other.treatments, other.normalisations)] == [2, 2]
    assert (other.noise, other.sets, other.noisy) == (0.25, 10, ("green", "work"))


def test_a_written_index_is_built_from_its_table(tmp_path: Path) -> None:
    index = Index.from_toml(written(tmp_path, GOOD))
    built = index.build(index.read(written(tmp_path, DATA, "data.csv")))
    assert built.table.titles["b"] == "Birch"
    assert built.steps["imputed"][1, 1] == 12  # the mean of its region, one other
    assert np.isfinite(built.index).all()
    assert built.coverage[1, -1] < 1 == built.coverage[0, -1]


@pytest.mark.parametrize(
    ("wrong", "right", "place", "what"),
    [
        (
            'parent = "green"\nname',
            'parent = "gren"\nname',
            "nodes.air.parent",
            "unknown parent gren",
        ),
        (
            '[nodes.green]\nparent = "whole"',
            '[nodes.green]\nparent = "green"',
            "nodes.green.parent",
            "own ancestor",
        ),
        ('direction = "less"\n', "", "nodes.air.direction", "which way is better"),
        ('direction = "less"', 'direction = "down"', "direction", "none of the choices"),
        ("weight = 2", 'weight = "two"', "nodes.air.weight", "not a number"),
        ("weight = 2", "weight = -2", "nodes.air.weight", "weight -2"),
        ("most = 3", "mots = 3", "treat", "unknown key mots"),
        ('"winsorise", most = 3', '"winsorize"', "treat", "none of the choices"),
        ("goalposts = [0, 20]", "goalposts = 3", "nodes.parks", "two numbers"),
        ("goalposts = [0, 20]", "goalposts = [20, 0]", "nodes.parks.goalposts", "[20, 0]"),
        ("goalposts = [0, 20]", "goalposts = [9, 9]", "nodes.parks.goalposts", "[9, 9]"),
        ("goalposts = [0, 20]", "goalposts = [0, nan]", "nodes.parks", "nan is no quantity"),
        ("weight = 2", "weight = inf", "nodes.air.weight", "inf is no quantity"),
        ("weight = 2", "weight = 1e308", "nodes.air", "weight 1e+308"),
        ("screen = 0.5", "screen = true", "screen", "not a number"),
        ("screen = 0.5", "screen = 50", "screen", "no share"),
        ('{ en = "Dust in the air"', "{ en = 3", "nodes.air", "not words"),
        ('"green", "work"]', '"green", "wrok"]', "alternatives.weights.nodes", "no node wrok"),
        ('"critic"', '{ method = "critic", node = "air" }', "alternatives.weigh", "no group air"),
        ("noise = 0.25", "noise = 2", "alternatives.weights", "no share"),
        ("sets = 10", "sets = -1", "weights.sets", "-1 sets"),
        ("sets = 10", "sets = 1000000000", "weights.sets", "1e+09 sets"),
        ("[nodes.green]\n", "[nodes.green\n", "index.toml", "not TOML"),
        ('treat = ["none"', 'treat = 5 #["none"', "alternatives", "not a list"),
        ('parent = "green"\nname', 'parent = ["green"]\nname', "nodes.air.parent", "no code"),
        ('parent = "green"\nname', "parent = 3\nname", "nodes.air.parent", "no code"),
        ("most = 3", "most = 2.5", "treat.most", "not whole"),
        ("most = 3", "most = -3", "treat", "-3 points"),
        ("most = 3", "base = 3", "treat", "unknown key base"),
        ("low = 1, high = 100", "low = 100, high = 1", "normalise", "does not rise"),
        ("low = 1, high = 100", "sd = 2", "normalise.sd", "does nothing for min-max"),
        ('{ method = "min-max", low = 1', "{ low = 1", "normalise", "no method"),
        ('normalise = ["rank"', 'normalise = ["ratio to leader"', "nodes.air", "worst first"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_its_place_and_a_remedy(
    tmp_path: Path, wrong: str, right: str, place: str, what: str
) -> None:
    assert wrong in GOOD
    with pytest.raises(BadTable) as caught:
        Index.from_toml(written(tmp_path, GOOD.replace(wrong, right, 1)))
    assert what in caught.value.what
    assert "index.toml" in caught.value.place
    assert place in caught.value.place
    assert caught.value.remedy


@pytest.mark.parametrize("encoding", ["utf-16", "gbk"])
def test_a_file_in_another_encoding_is_told_which_one_to_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "index.toml"
    path.write_bytes(GOOD.replace("µ", "u").replace("³", "3").encode(encoding))
    with pytest.raises(BadTable, match="not UTF-8") as caught:
        Index.from_toml(path)
    assert caught.value.remedy == "Save it in UTF-8."


def test_a_chinese_code_needs_quotes_and_is_then_as_good_as_any(tmp_path: Path) -> None:
    bare = GOOD.replace("[nodes.air]", "[nodes.空气]").replace('"air"', '"空气"')
    with pytest.raises(BadTable, match="not TOML") as caught:
        Index.from_toml(written(tmp_path, bare))
    assert '[nodes."空气"]' in caught.value.remedy
    quoted = bare.replace("[nodes.空气]", '[nodes."空气"]')
    assert "空气" in Index.from_toml(written(tmp_path, quoted)).tree.codes


def test_goalposts_against_the_direction_are_refused_with_both_ways_out(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="worst first, but more is better") as caught:
        Index.from_toml(written(tmp_path, GOOD.replace("[0, 20]", "[20, 0]")))
    assert "`goalposts = [0, 20]`" in caught.value.remedy
    assert "`direction = less`" in caught.value.remedy
    turned = GOOD.replace(
        'direction = "more"\ngoalposts = [0, 20]', 'direction = "less"\ngoalposts = [20, 0]'
    )
    assert turned != GOOD
    assert Index.from_toml(written(tmp_path, turned)).tree.indicators[1].posts == (20.0, 0.0)


def test_the_goalposts_of_an_imeta_stand_lower_and_upper(tmp_path: Path) -> None:
    path = tmp_path / "iMeta.csv"
    head = "iCode,Type,Parent,Direction,goalpost_lower,goalpost_upper\n"
    rows = "air,Indicator,whole,-1,{},{}\npay,Indicator,whole,1,0,9\nwhole,Aggregate,,1,,\n"
    path.write_text(head + rows.format(0, 50), "utf-8")
    air, pay = Index.from_imeta(path).tree.indicators
    assert air.posts == (50.0, 0.0)
    assert pay.posts == (0.0, 9.0)
    path.write_text(head + rows.format(50, 0), "utf-8")
    with pytest.raises(BadTable, match="lower goalpost that is not below") as caught:
        Index.from_imeta(path)
    assert caught.value.place.endswith("row 2, column goalpost_lower")


def test_weights_of_nought_and_two_tops_are_refused(tmp_path: Path) -> None:
    nought = GOOD.replace("weight = 2", "weight = 0").replace(
        'direction = "more"\ngoalposts', 'weight = 0\ndirection = "more"\ngoalposts'
    )
    with pytest.raises(BadTable, match="only weights of nought"):
        Index.from_toml(written(tmp_path, nought))
    with pytest.raises(BadTable, match="one top, here: whole, green"):
        Index.from_toml(
            written(tmp_path, GOOD.replace('[nodes.green]\nparent = "whole"', "[nodes.green]"))
        )
    with pytest.raises(BadTable, match="no nodes"):
        Index.from_toml(written(tmp_path, 'title = "x"'))


@pytest.mark.parametrize(
    ("wrong", "right", "place", "what"),
    [
        ("30,12", "30 or so,12", "row 2, column air", "'30 or so' is not a number"),
        ("30,12", "inf,12", "row 2, column air", "not a number"),
        ("30,12", "-1e308,12", "row 2, column air", "too large to reckon with"),
        ("b,Birch", " a ,Birch", "row 3, column unit", "a stands in rows 2 and 3"),
        ("region,air", "region, pay ", "row 1", "two columns 'pay'"),
        ("b,Birch", "a,Birch", "row 3, column unit", "a stands in rows 2 and 3"),
        ("c,Cedar,s,41", "c,Cedar,s,41,9", "row 4", "cells under a heading"),
        (",pay", ",wage", "row 1", "no column pay"),
        ("unit,", "city,", "row 1", "no column of units"),
        ("region,air", "air,air", "row 1", "two columns 'air'"),
        ("b,Birch", ",Birch", "row 3, column unit", "without a unit"),
        (DATA[DATA.index("\n") + 1 :], "", "data.csv", "no rows"),
    ],
)
def test_what_is_wrong_in_the_table_is_named_with_row_and_column(
    tmp_path: Path, wrong: str, right: str, place: str, what: str
) -> None:
    index = Index.from_toml(written(tmp_path, GOOD))
    with pytest.raises(BadTable) as caught:
        index.read(written(tmp_path, DATA.replace(wrong, right, 1), "data.csv"))
    assert what in caught.value.what
    assert "data.csv" in caught.value.place
    assert place in caught.value.place
    assert caught.value.remedy


def test_imeta_names_the_row_of_a_missing_direction(tmp_path: Path) -> None:
    text = "iCode,Parent,Direction,Weight,Type\nx,top,,1,Indicator\ntop,,1,1,Aggregate\n"
    with pytest.raises(BadTable, match="which way is better") as caught:
        Index.from_imeta(written(tmp_path, text, "imeta.csv"))
    assert caught.value.place.endswith("row 2, column Direction")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b"unit,\xff\xfe\n")
    with pytest.raises(BadTable, match="not UTF-8"):
        Index.from_toml(written(tmp_path, GOOD)).read(path)


def test_a_table_without_the_column_of_an_indicator_says_so() -> None:
    with pytest.raises(BadTable, match="no column zoo"):
        table().column("zoo")
    assert table().units == UNITS
    assert table().values.shape == (len(VALUES), len(CODES))
