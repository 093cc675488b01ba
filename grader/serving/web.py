"""The service's pages on the web: the hub says who asks; who may see what is decided here.

A student's address never names a learner: it is their own, by the name that the hub gives. All
pages are only read; nothing is changed by a request.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import threading
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler, authenticated

from course.errors import CourseError
from grader.pages.page import fill_in, policy
from grader.pages.report import write_report
from grader.serving.pages import any_page, class_page, own_page, results_page
from grader.serving.service import Service

# What a page may do, beside what it says itself: not be framed, and be of no origin, so that no
# other page on the hub, which is of the same origin, can read it. No script ever runs: there is no
# script-src; allow-scripts is what lets a page ask for itself again.
_POLICY = f"{policy()}; frame-ancestors 'none'; sandbox allow-scripts"
_METRICS_SCOPE = "read:metrics"  # the hub's own, for its own metrics
_KEPT = 60  # seconds that the hub's word about a person is taken for


class _Handler(RequestHandler):
    """What every answer of the service has in common."""

    def initialize(self, service: Service) -> None:
        self.service = service

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def write_error(self, status_code: int, **about: object) -> None:
        error = about.get("exc_info", (None, None))[1]
        text = (error.reason or "") if isinstance(error, HTTPError) else ""
        self.finish(fill_in("message.html.j2", title=HTTPStatus(status_code).phrase, text=text))


class _Page(HubOAuthenticated, _Handler):
    """A page for people of this course."""

    def prepare(self) -> None:
        # A page of somebody else's on the same hub may not fetch or frame one of ours.
        if self.request.headers.get("Sec-Fetch-Dest", "document") != "document":
            raise HTTPError(403, reason="Open this page in a tab of its own.")

    @property
    def groups(self) -> set[str]:
        return set(self.current_user.get("groups") or ())

    @property
    def is_instructor(self) -> bool:
        return f"formgrade-{self.service.course.course_id}" in self.groups

    @property
    def learner(self) -> str:
        """The name of the learner who asks; no other name is ever used for them."""
        if f"nbgrader-{self.service.course.course_id}" not in self.groups:
            raise HTTPError(403, reason="You are not in this course.")
        return self.current_user["name"]

    def only_for_instructors(self) -> None:
        if not self.is_instructor:
            raise HTTPError(403, reason="This is for instructors of the course.")

    def send(self, path: Path | None) -> None:
        """Send a page as it was written, or say that there is none."""
        if path is None:
            raise HTTPError(404, reason="There is no such page, or not yet.")
        self.finish(path.read_bytes())


class _Home(_Page):
    @authenticated
    def get(self) -> None:
        lab = f"{os.environ.get('JUPYTERHUB_BASE_URL', '/')}hub/user-redirect/lab"
        if self.is_instructor:
            self.finish(class_page(self.service, lab))
        else:
            self.finish(results_page(self.service, self.learner, lab))


class _Mine(_Page):
    """A learner's own feedback."""

    @authenticated
    def get(self, week: str, notebook: str) -> None:
        self.send(own_page(self.service, self.learner, week, notebook))


class _Feedback(_Page):
    """Anybody's feedback, for an instructor: the report links to it."""

    @authenticated
    def get(self, learner: str, week: str, notebook: str) -> None:
        self.only_for_instructors()
        self.send(any_page(self.service, learner, week, notebook))


class _Report(_Page):
    """What the class has understood, as of now."""

    _writing = asyncio.Lock()

    @authenticated
    async def get(self, week: str) -> None:
        self.only_for_instructors()
        if week not in self.service.work.weeks:
            raise HTTPError(404, reason="There is no such week.")
        try:
            async with self._writing:
                path = await asyncio.to_thread(write_report, self.service.course, week)
        except CourseError:
            raise HTTPError(404, reason="Nothing of this week is graded yet.") from None
        self.send(path)


class _Health(_Handler):
    """For a proxy or an orchestrator: 200 while grading goes on. Says nothing about anybody."""

    def get(self) -> None:
        ill = self.service.ill  # why, with its paths and addresses, is on the instructor's page
        self.set_status(503 if ill else 200)
        self.finish({"status": "ill" if ill else "ok"})


class _Metrics(_Page):
    """For Prometheus, by a token of the hub that may read metrics; for instructors as well."""

    def prepare(self) -> None:
        """A scraper is no browser."""

    def get(self) -> None:
        person = self.current_user
        if person is None:
            raise HTTPError(403, reason=f"Send a token with the scope {_METRICS_SCOPE}.")
        if _METRICS_SCOPE not in person.get("scopes", ()):
            self.only_for_instructors()
        service = self.service
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(service.metrics.text(service.queue, len(service.inbox.refused), service.looked))


class _Nothing(_Handler):
    def prepare(self) -> None:
        raise HTTPError(404, reason="There is no such page.")


def application(service: Service, prefix: str) -> Application:
    """Return the web application of `service`, below `prefix`."""
    about = {"service": service}
    return Application(
        [
            (prefix, _Home, about),
            (f"{prefix}mine/([^/]+)/([^/]+)\\.html", _Mine, about),
            (f"{prefix}report/([^/]+)\\.html", _Report, about),
            (f"{prefix}feedback/([^/]+)/([^/]+)/([^/]+)\\.html", _Feedback, about),
            (f"{prefix}health", _Health, about),
            (f"{prefix}metrics", _Metrics, about),
            (f"{prefix}oauth_callback", HubOAuthCallbackHandler),
        ],
        default_handler_class=_Nothing,
        default_handler_args=about,
        cookie_secret=secrets.token_bytes(32),  # after a restart the hub signs everyone in anew
        xsrf_cookies=True,
    )


def serve_pages(service: Service, address: str, stopped: threading.Event) -> None:
    """Serve the pages at `address`, as the hub has told it, until `stopped` is set."""
    asyncio.run(_serve(service, urlsplit(address), stopped))


async def _serve(service: Service, address, stopped: threading.Event) -> None:
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/")
    HubOAuthenticated.hub_auth_class.instance(cache_max_age=_KEPT)
    server = HTTPServer(application(service, prefix), xheaders=True)
    try:
        server.listen(address.port or 80, address.hostname or "127.0.0.1")
    except OSError as error:
        where = f"No pages can be served at {address.netloc}"
        raise CourseError(f"{where}: {error.strerror}.") from None
    await asyncio.to_thread(stopped.wait)
    server.stop()
