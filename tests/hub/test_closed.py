"""What one student, or one course, can see of another: tried by address, by token and by file."""

from __future__ import annotations

import time

import pytest
import requests
from machine import PASSWORD, WEEK

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ANNS_PAGES = (
    "/user/{ann}/lab",
    "/user/{ann}/files/{a}/week2/numpy_basics.ipynb",
    "/user/{ann}/api/contents",
    "/services/{a}/lab",
    "/services/{a}/api/contents",
    "/services/{a}/formgrader/manage_submissions/week2",
    "/services/{a}-results/feedback/{ann}/week2/numpy_basics.html",
    "/services/{a}-results/report/week2.html",
    "/services/{a}-results/metrics",
    "/hub/api/users",
    "/hub/api/users/{ann}",
    "/hub/api/groups",
)
PAGES_OF_A = (
    "/services/{a}/lab",
    "/services/{a}/api/contents",
    "/services/{a}/formgrader/manage_submissions/week2",
    "/services/{a}-results/",
    "/services/{a}-results/report/week2.html",
    "/services/{a}-results/metrics",
    "/services/{a}-results/feedback/{ann}/week2/numpy_basics.html",
)
FILES_OF_A = (
    "exchange/{a}/inbound",
    "exchange/{a}/feedback",
    "etc/local.py",
    "etc/hub.toml",
    "courses/{a}",
    "courses/{a}/content/week2/cat_classifier.py",
    "courses/{a}/course/gradebook.db",
    "courses/{a}/course/.grader-secret",
    "hub",
    "hub/cookie_secret",
    "hub/proxy_token",
    "hub/jupyterhub.sqlite",
)


def names(machine) -> dict[str, str]:
    return {short: machine.name(short) for short in ("a", "b", "ann", "ben")}


@pytest.fixture(scope="module", autouse=True)
def handed_in(machine):
    """Ann's submission, graded: a page that is merely absent would prove nothing."""
    machine.hand_in("ann", "a")


@pytest.fixture(scope="module")
def anns_server(machine):
    """Ann's own server, running."""
    name, session = machine.name("ann"), machine.session("ann")
    session.get(f"{machine.url}/hub/spawn/{name}", timeout=90)
    end = time.monotonic() + 90
    while f"/user/{name}/lab" not in page(machine, "ann", f"/user/{name}/lab").url:
        assert time.monotonic() < end, machine.last_words()
        time.sleep(1)


def page(machine, short: str, path: str) -> requests.Response:
    return machine.session(short).get(
        machine.url + path.format(**names(machine)), timeout=60, allow_redirects=True
    )


def by_token(machine, token: str, path: str) -> requests.Response:
    headers = {"Authorization": f"token {token}"}
    return requests.get(machine.url + path.format(**names(machine)), headers=headers, timeout=60)


@pytest.mark.parametrize("path", ANNS_PAGES)
def test_another_student_is_refused_by_address(machine, anns_server, path):
    answer = page(machine, "ben", path)
    assert answer.status_code in (403, 404), answer.url


@pytest.mark.parametrize("path", ANNS_PAGES)
def test_another_student_is_refused_by_token(machine, anns_server, path):
    assert by_token(machine, machine.token("ben"), path).status_code in (403, 404)


@pytest.mark.parametrize("path", PAGES_OF_A)
@pytest.mark.parametrize("who", ["ivo", "cleo"])
def test_another_course_is_refused(machine, who, path):
    """Ivo teaches B, Cleo learns in it; neither sees a page of A."""
    answer = page(machine, who, path)
    assert answer.status_code == 403, answer.url
    assert by_token(machine, machine.token(who), path).status_code == 403


@pytest.mark.parametrize("path", PAGES_OF_A[:-1])
def test_what_is_refused_to_others_is_open_to_the_instructor(machine, path):
    assert page(machine, "ines", path).status_code == 200


@pytest.mark.parametrize("path", FILES_OF_A)
@pytest.mark.parametrize("who", ["ben", "ivo", "cleo"])
def test_a_file_is_refused_to_a_unix_user(machine, who, path):
    path = machine.prefix / path.format(**names(machine))
    done = machine.run_as(machine.name(who), "ls" if path.is_dir() else "cat", str(path))
    assert done.returncode != 0
    assert "Permission denied" in done.stderr


@pytest.mark.parametrize("who", ["ben", "ivo"])
def test_a_home_is_refused_to_a_unix_user(machine, who):
    done = machine.run_as(machine.name(who), "ls", str(machine.home("ann")))
    assert "Permission denied" in done.stderr


@pytest.mark.parametrize("who", ["ivo", "cleo"])
def test_the_exchange_of_another_course_cannot_be_entered(machine, who):
    done = machine.run_as(machine.name(who), "ls", str(machine.exchange("a") / "outbound"))
    assert "Permission denied" in done.stderr


def test_a_student_moves_and_removes_nothing_in_the_exchange(machine):
    course = machine.exchange("a")
    for words in (
        ("mv", course, course.with_name("mine")),
        ("rm", "-r", course / "outbound" / WEEK),
        ("touch", course / "outbound" / WEEK / "more.txt"),
        ("touch", course / "feedback" / "mine.html"),
    ):
        assert machine.run_as(machine.name("ben"), *words).returncode != 0


def test_a_student_moves_no_submission_away_though_they_know_its_name(machine):
    """nbgrader lets everyone write in a submission: the sticky bit keeps it where it is."""
    folder = machine.exchange("a") / "inbound" / "known"
    assert machine.run_as(machine.name("ann"), "mkdir", "-m", "777", str(folder)).returncode == 0
    done = machine.run_as(machine.name("ben"), "mv", str(folder), str(folder.with_name("gone")))
    assert "Operation not permitted" in done.stderr
    assert folder.is_dir()


def test_a_student_of_one_course_fetches_nothing_of_another(machine):
    done = machine.nbgrader("ben", "fetch_assignment", "b")
    assert done.returncode != 0
    assert "do not have access" in done.stderr
    assert machine.nbgrader("cleo", "fetch_assignment", "b").returncode == 0


def test_who_is_in_no_course_is_not_let_in(machine):
    session = requests.Session()
    session.get(f"{machine.url}/hub/login", timeout=30)
    form = {
        "username": "nobody",
        "password": PASSWORD,
        "_xsrf": session.cookies.get("_xsrf", path="/hub/"),
    }
    assert session.post(f"{machine.url}/hub/login", data=form, timeout=30).status_code == 403


def test_a_hand_in_under_another_name_is_not_taken(machine):
    """Ben writes a folder that says it is Ann's: its owner tells."""
    inbound, forged = machine.exchange("a") / "inbound", f"{machine.name('ann')}+{WEEK}+"
    folder = inbound / f"{forged}2026-11-20 10:00:00.000000 UTC+xxxxxxxxxxxx"
    source = machine.exchange("a") / "outbound" / WEEK
    done = machine.run_as(machine.name("ben"), "cp", "-r", str(source), str(folder))
    assert done.returncode == 0, done.stderr
    machine.run_as(
        machine.name("ben"),
        *("sh", "-c", f"echo '2026-11-20 10:00:00.000000 UTC' > '{folder}/timestamp.txt'"),
    )
    time.sleep(5)
    results = machine.course_directory("a") / "submitted" / machine.name("ann") / WEEK
    assert not results.exists() or "2026-11-20 10:00" not in (results / "timestamp.txt").read_text()
