"""What the pages say and what they keep to themselves, of a service that runs in this process."""

import asyncio
import os
import shutil
import time
from types import SimpleNamespace

import exchanging
import pytest
import tinyclass
from exchanging import until
from tinyclass import WEEK
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from grader.pages.sanitise import live_parts
from grader.serving.pages import any_page, class_page, own_page, results_page
from grader.serving.service import Service
from grader.serving.settings import settings_of
from grader.serving.web import application

pytestmark = pytest.mark.slow
WRONG = "def double(x):\n    return 3 * x"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return tinyclass.released(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def place(released, tmp_path):
    return exchanging.place(released, tmp_path)


def until_state(service, state, learner="ann"):
    def there():
        return [one for one in service.queue.standings(learner) if one.state == state]

    until(there, lambda: service.queue.standings())


def harmless(page: str) -> bool:
    """Whether nothing on a page acts, but that it asks for itself again."""
    return [one for one in live_parts(page) if "http-equiv=refresh" not in one] == []


def test_what_is_held_is_not_on_the_learners_page(place):
    place.served('feedback = "when due"')
    place.submit("ann", WRONG)
    with Service(place.course, settings_of(place.course)) as service:
        until_state(service, "held")
        page = results_page(service, "ann")
        assert "no date is set yet" in page
        assert "points" not in page
        assert "mine/" not in page
        assert own_page(service, "ann", WEEK, "tiny") is None
        assert any_page(service, "ann", WEEK, "tiny") is not None  # the instructor's
        shutil.copytree(place.course.feedback("ann", WEEK).parent, place.course.root / "ann")
        for other in ("..", "../ann", ".", "", "nobody"):
            assert any_page(service, other, WEEK, "tiny") is None
        for other in ("..", f"../ann/{WEEK}", "week2"):
            assert any_page(service, "ann", other, "tiny") is None
        assert "held: there is no due date" in class_page(service)


def test_over_the_limit_the_page_says_when_and_shows_the_one_before(place):
    place.served("gradings_an_hour = 1")
    with Service(place.course, settings_of(place.course)) as service:
        place.submit("ann", WRONG)
        until_state(service, "released")
        assert "Graded." in results_page(service, "ann")
        place.submit("ann")
        until_state(service, "limited")
        page = results_page(service, "ann")
        assert "as often as is graded within an hour" in page
        assert service.queue.standings("ann")[0].until.strftime("%H:%M UTC") in page
        assert "Until then, about what you handed in before" in page
        assert "2.5</strong> of 7.5" in page
        assert harmless(page)
        assert harmless(class_page(service))


def test_a_learner_is_told_why_a_submission_was_not_taken_and_nobody_else_is(place):
    folder = place.submit("ann", WRONG)
    (folder / "tiny.ipynb").unlink()
    (folder / "tiny.ipynb").symlink_to("/etc/passwd")
    with Service(place.course, settings_of(place.course)) as service:
        until(lambda: service.inbox.refused)
        assert "tiny.ipynb: it is a link" in results_page(service, "ann")
        assert "it is a link" not in results_page(service, "ben")
        assert "Nothing of yours has arrived yet" in results_page(service, "ben")
        assert "tiny.ipynb: it is a link" in class_page(service)
        assert not service.ill
        place.submit("ann")
        until_state(service, "released")
        assert "it is a link" not in results_page(service, "ann")  # it was mended


def test_a_name_that_is_no_text_spoils_no_page(place):
    (place.inbound / os.fsdecode(b"\xff\xfe")).mkdir()
    with Service(place.course, settings_of(place.course)) as service:
        until(lambda: service.inbox.refused)
        assert "udcff" in class_page(service).encode().decode()


def test_a_bug_in_looking_ends_nothing(place, monkeypatch):
    monkeypatch.setattr("grader.serving.service._PAUSE", 0.1)
    with Service(place.course, settings_of(place.course)) as service:
        with monkeypatch.context() as broken:
            broken.setattr(service.inbox, "look", lambda: 1 / 0)
            until(lambda: "ZeroDivisionError" in service.ill)
        place.submit("ann")
        until_state(service, "released")
        assert not service.ill


def test_a_long_look_is_no_illness(place, monkeypatch):
    monkeypatch.setattr("grader.serving.service._STALE", 0.5)
    for number in range(6):
        place.submit(f"learner-{number}")
    service = Service(place.course, settings_of(place.course))
    said, read = [], service.inbox._read

    def slowly(*about):
        time.sleep(0.2)
        said.append(service.ill)
        return read(*about)

    monkeypatch.setattr(service.inbox, "_read", slowly)
    with service:
        until(lambda: len(said) == 6)
    assert said == [""] * 6


def test_who_asks_without_a_name_learns_only_that_the_service_is_ill():
    service = SimpleNamespace(ill="the gradebook postgresql://grader@db/nndl cannot be read")

    async def asked():
        ((listening),) = bind_sockets(0, "127.0.0.1")
        server = HTTPServer(application(service, "/"))
        server.add_socket(listening)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/health"
        answer = await AsyncHTTPClient().fetch(address, raise_error=False)
        server.stop()
        return answer

    answer = asyncio.run(asked())
    assert (answer.code, answer.body) == (503, b'{"status": "ill"}')


def test_a_full_disk_is_told_and_gone_on_from(place, monkeypatch):
    from grader.serving import work

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.serving.queue._AGAIN", 1.0)
    with Service(place.course, settings_of(place.course)) as service:
        with monkeypatch.context() as broken:
            broken.setattr(work, "take", full)
            place.submit("ann", WRONG)
            until(lambda: "No space left" in class_page(service))
        until_state(service, "released")
        assert "No space left" not in class_page(service)
