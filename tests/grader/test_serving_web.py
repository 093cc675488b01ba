"""The pages behind a real JupyterHub: everyone sees their own, and instructors the class."""

import os
import signal

import exchanging
import loopback_hub
import pytest
import requests
import tinyclass
from exchanging import until, until_released
from loopback_hub import BLIND, INSTRUCTOR, STRANGER, TOKEN
from tinyclass import WEEK

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(loopback_hub.why_not()), reason=loopback_hub.why_not()),
]
ANNS_SECRET = "q = 'only ann wrote this'"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    released = tinyclass.released(tmp_path_factory.mktemp("tiny"))
    return exchanging.place(released, tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def hub(place, tmp_path_factory):
    with loopback_hub.running(place, tmp_path_factory.mktemp("hub") / "hub") as hub:
        place.submit("ann", f"def double(x):\n    {ANNS_SECRET}\n    return 3 * x")
        place.submit("ben")
        until_released(place, "ann")
        until_released(place, "ben")
        yield hub


def test_a_learner_sees_their_own_result_and_feedback(hub):
    home = hub.get("ann")
    assert home.status_code == 200
    assert "Your results, ann" in home.text
    assert f"mine/{WEEK}/tiny.html" in home.text
    page = hub.get("ann", f"mine/{WEEK}/tiny.html")
    assert "three times" in page.text
    assert "only ann wrote this" in page.text


def test_the_same_address_is_another_page_for_another_learner(hub):
    page = hub.get("ben", f"mine/{WEEK}/tiny.html")
    assert page.status_code == 200
    assert "Feedback for ben" in page.text
    assert "only ann wrote this" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        f"feedback/ann/{WEEK}/tiny.html",
        f"mine/..%2Fann%2F{WEEK}/tiny.html",
        f"mine/{WEEK}/..%2F..%2Fann%2F{WEEK}%2Ftiny.html",
        f"mine/{WEEK}/tiny.html?learner=ann",
        f"mine/ann/{WEEK}/tiny.html",
        f"report/{WEEK}.html",
        "metrics",
        "?learner=ann",
        f"../../services/nndl-results/feedback/ann/{WEEK}/tiny.html",
    ],
)
def test_no_learner_reaches_what_is_anothers(hub, path):
    answer = hub.get("ben", path)
    assert "only ann wrote this" not in answer.text
    assert "three times" not in answer.text
    assert "Feedback for ann" not in answer.text
    assert "?" in path or answer.status_code in (403, 404)


@pytest.mark.parametrize("name", [STRANGER, "oda"])
@pytest.mark.parametrize("path", ["", f"mine/{WEEK}/tiny.html", f"report/{WEEK}.html", "metrics"])
def test_nobody_from_outside_the_course_sees_anything(hub, name, path):
    assert hub.get(name, path).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["", f"mine/{WEEK}/tiny.html", f"feedback/ann/{WEEK}/tiny.html", f"report/{WEEK}.html"],
)
def test_without_a_name_there_is_only_the_way_to_log_in(hub, path):
    answer = requests.get(hub.service + path)
    assert answer.url.startswith(f"{hub.url}/hub/login")
    assert requests.get(hub.service + path, allow_redirects=False).status_code == 302


def test_an_instructor_sees_the_class_and_everyones_feedback(hub):
    home = hub.get(INSTRUCTOR).text
    assert "Grading on submit" in home
    report = hub.get(INSTRUCTOR, f"report/{WEEK}.html").text
    assert "ann" in report
    assert "three times" in report
    assert f"../feedback/ann/{WEEK}/tiny.html" in report
    assert "three times" in hub.get(INSTRUCTOR, f"feedback/ann/{WEEK}/tiny.html").text
    assert hub.get(INSTRUCTOR, f"feedback/nobody/{WEEK}/tiny.html").status_code == 404
    assert hub.get(INSTRUCTOR, f"feedback/..%2f..%2f/{WEEK}/tiny.html").status_code == 404


def test_metrics_are_for_a_token_with_the_scope(hub):
    from prometheus_client.parser import text_string_to_metric_families

    address = f"{hub.service}metrics"
    text = requests.get(address, headers={"Authorization": f"token {TOKEN}"}).text
    found = {
        (sample.name, sample.labels.get("state")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.labels.get("week", WEEK) == WEEK
    }
    assert found["nndl_graded_total", None] == 2
    assert found["nndl_submissions", "released"] == 2
    assert found["nndl_feedback_seconds_count", None] == 2
    assert found["nndl_feedback_seconds_sum", None] > 0
    assert found["nndl_judging_seconds_count", None] == 2
    assert found["nndl_last_look_timestamp_seconds", None] > 0
    assert requests.get(address).status_code == 403
    blind = {"Authorization": f"token {BLIND}"}
    assert requests.get(address, headers=blind).status_code == 403
    assert requests.get(hub.service, headers={"Authorization": f"token {TOKEN}"}).status_code == 403


def test_a_page_can_be_neither_framed_nor_fetched_and_runs_nothing(hub):
    session = hub.session("ann")
    page = session.get(hub.service)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "sandbox" in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "no-store"
    for kind in ("iframe", "empty", "script"):
        answer = session.get(hub.service, headers={"Sec-Fetch-Dest": kind})
        assert answer.status_code == 403
        assert "Your results" not in answer.text


def test_nothing_can_be_changed_by_a_request(hub):
    session = hub.session("ann")
    session.get(hub.service)
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert session.request(method, hub.service).status_code in (403, 405)


def test_the_proxy_is_told_that_the_service_is_well(hub):
    answer = requests.get(f"{hub.service}health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_page_is_read_and_followed_in_a_browser(hub, browser_page, place):
    browser_page.goto(hub.service)
    browser_page.fill("#username_input", "ann")
    browser_page.fill("#password_input", "x")
    browser_page.click("#login_submit")
    browser_page.wait_for_url(hub.service)
    browser_page.click("text=Tiny: your feedback")
    browser_page.wait_for_selector("text=three times")
    browser_page.go_back()
    place.submit("ann")
    until_released(place, "ann", count=2)
    browser_page.wait_for_selector("text=7.5 of 7.5")  # the page has asked again by itself
    assert until(lambda: browser_page.evaluate("self.origin") == "null")


def test_killed_it_is_started_again_by_the_hub_and_knows_all(hub, place):
    """The last one: whoever is logged in by then is asked for by the hub again."""
    (pid,) = exchanging.served_by(place)
    os.kill(pid, signal.SIGKILL)
    place.submit("ben", "def double(x):\n    return x / 2")
    until(lambda: exchanging.served_by(place) not in ([], [pid]), hub.log.read_text)
    until_released(place, "ben", count=2)
    assert "half" in hub.get("ben", f"mine/{WEEK}/tiny.html").text
    assert "three times" not in hub.get("ben", f"mine/{WEEK}/tiny.html").text
    assert len(place.known()) == 2
