"""A real JupyterHub on loopback with a real proxy, and `grader serve` as its service."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import requests
from exchanging import Place, served_by, until

COURSE, TOKEN, BLIND = "nndl", "a" * 40, "b" * 40
STUDENTS, INSTRUCTOR, STRANGER = ("ann", "ben"), "ida", "zoe"

_CONFIG = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.load_groups = {{
    "nbgrader-nndl": {{"users": ["ann", "ben"]}},
    "formgrade-nndl": {{"users": ["ida"]}},
    "formgrade-other": {{"users": ["oda"]}},
}}
c.JupyterHub.services = [
    {{
        "name": "nndl-results",
        "url": "http://127.0.0.1:{ports[3]}",
        "command": [{python!r}, "-m", "grader", "serve", "--course", {course!r}],
        "oauth_no_confirm": True,
    }},
    {{"name": "prometheus", "api_token": {token!r}}},
    {{"name": "blind", "api_token": {blind!r}}},
]
reach = "access:services!service=nndl-results"
c.JupyterHub.load_roles = [
    {{"name": "user", "scopes": ["self", reach]}},
    {{"name": "watch", "services": ["prometheus"], "scopes": ["read:metrics", reach]}},
    {{"name": "see-nothing", "services": ["blind"], "scopes": [reach]}},
]
"""


_PROXY = "configurable-http-proxy"
_LOCKED = Path(__file__).parents[2] / "deploy" / "single-machine" / "proxy"


def why_not() -> str:
    """Return why there can be no hub here; empty where there can."""
    if shutil.which(_PROXY) is None and shutil.which("npm") is None:
        return f"needs {_PROXY}, or npm to get it"
    try:
        import jupyterhub  # noqa: F401
    except ImportError:
        return "needs jupyterhub"
    return ""


@dataclass(frozen=True)
class Hub:
    """A running hub."""

    url: str
    log: Path

    @property
    def service(self) -> str:
        """The address of the service's first page."""
        return f"{self.url}/services/nndl-results/"

    def session(self, name: str) -> requests.Session:
        """Return a browser's cookies after `name` has logged in."""
        session = requests.Session()
        page = session.get(f"{self.url}/hub/login")
        xsrf = re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]
        form = {"username": name, "password": "x", "_xsrf": xsrf}
        session.post(f"{self.url}/hub/login", data=form, allow_redirects=False)
        return session

    def get(self, name: str, path: str = "") -> requests.Response:
        """Return what `name` gets at a path of the service."""
        return self.session(name).get(urljoin(self.service, path))


@contextmanager
def running(place: Place, folder: Path):
    """Run a hub whose service grades the course at `place`."""
    folder.mkdir()
    ports = _free_ports(4)
    config = folder / "jupyterhub_config.py"
    config.write_text(
        _CONFIG.format(
            ports=ports,
            proxy=proxy_in(folder),
            folder=folder,
            python=sys.executable,
            course=str(place.course.root),
            token=TOKEN,
            blind=BLIND,
        )
    )
    hub = Hub(f"http://127.0.0.1:{ports[0]}", folder / "hub.log")
    with hub.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=folder,
            stdout=log,
            stderr=log,
            env=os.environ | {"CONFIGPROXY_AUTH_TOKEN": "c" * 40},
        )
    try:
        until(lambda: process.poll() is not None or _is_up(hub), hub.log.read_text)
        assert process.poll() is None, hub.log.read_text()
        yield hub
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for left in (*served_by(place), *_pids(folder / "proxy.pid")):
            with contextlib.suppress(ProcessLookupError):  # a hub that was killed leaves them
                os.kill(left, signal.SIGTERM)


def proxy_in(folder: Path) -> str:
    """Return the proxy that is installed, or the one of the single machine's lock."""
    if found := shutil.which(_PROXY):
        return found
    shutil.copytree(_LOCKED, folder / "proxy")
    command = ["npm", "ci", "--silent", "--omit=dev", "--prefix", str(folder / "proxy")]
    subprocess.run(command, check=True, timeout=180, cwd=folder / "proxy")
    return str(folder / "proxy" / "node_modules" / ".bin" / _PROXY)


def _pids(file: Path) -> list[int]:
    return [int(file.read_text().split()[0])] if file.exists() else []


def _is_up(hub: Hub) -> bool:
    try:
        return requests.get(f"{hub.service}health", timeout=5).status_code == 200
    except requests.RequestException:
        return False


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
