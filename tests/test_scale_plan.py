"""The plan's page says what its script reckons, and that from what the project says."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
VALUES = yaml.safe_load((ROOT / "deploy/kubernetes/values.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scale():
    path = ROOT / "tools" / "plan_scale.py"
    spec = importlib.util.spec_from_file_location("plan_scale", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for it there
    spec.loader.exec_module(module)
    return module


def test_the_page_has_the_tables_of_the_script(scale):
    page = scale.PAGE.read_text(encoding="utf-8")
    told = scale.tables(scale.Assumptions())
    assert page == scale.written(page, told), "run tools/plan_scale.py --write"


def test_what_comes_from_the_values_is_what_the_values_say(scale):
    a = scale.Assumptions()
    assert VALUES["singleuser"]["memory"]["guarantee"] == f"{a.server_gb * 1000:.0f}M"
    assert VALUES["singleuser"]["cpu"]["guarantee"] == a.server_cores
    assert VALUES["singleuser"]["storage"]["capacity"] == f"{a.home_gb:g}Gi"
    assert VALUES["hub"]["activeServerLimit"] == a.hub_active
    assert VALUES["hub"]["concurrentSpawnLimit"] == a.starts


def test_the_cost_of_grading_is_the_one_that_was_measured(scale):
    page = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d,]+) \| grader \| ([\d.,]+) \|", page, re.M)
    measured = {int(n.replace(",", "")): float(ms.replace(",", "")) for n, ms in rows}
    assert abs(scale.Assumptions().cpu_s * 1000 - measured[max(measured)]) < 1


def value(scale, table, what, *settings):
    rows = scale.plan(scale.changed(scale.Assumptions(), list(settings)))[table]
    return next(row.values for row in rows if row.what == what)


def test_twice_the_cost_is_twice_the_cores(scale):
    what = ("grading", "core hours for the whole course, all tries")
    twice = f"cpu_s={2 * scale.Assumptions().cpu_s}"
    before, after = value(scale, *what), value(scale, *what, twice)
    number = [int(one.replace(",", "")) for one in (before[2], after[2])]
    assert abs(number[1] - 2 * number[0]) <= 1


def test_it_is_reckoned_right_once_by_hand(scale):
    easy = [
        "weeks=1", "notebooks=1", "tries=1", "last_hour=0.36", "cpu_s=0.6", "busy=0.6",
        "notebook_mb=2", "hub_active=1000", "node_pods=100", "server_gb=0.5", "node_gb=50",
    ]  # fmt: skip
    got = {}
    for table in ("servers", "grading", "storage"):
        for row in scale.plan(scale.changed(scale.Assumptions(), easy))[table]:
            got[row.what] = row.values[1]  # 10,000 learners, a fifth of them at work
    assert got["servers then"] == "2,000"
    assert got["hubs, each with its proxy and its course"] == "2"
    assert got["nodes of 64 GB, homes on a shared volume"] == "20"
    assert got["submissions a second in the last hour"] == "1"
    assert got["cores to keep up with them"] == "1"
    assert got["cores to grade a week again within an hour"] == "3"
    assert got["exchange: all submissions"] == "20 GB"
    assert got["entries of one course's inbound"] == "5,000"


def test_an_assumption_that_is_none_is_named(scale):
    with pytest.raises(ValueError, match="no assumption 'cpu'"):
        scale.changed(scale.Assumptions(), ["cpu=1"])
