"""A hub with our values, learners.py, and `grader serve` with its pod's environment.

Real hub, real proxy, real grading, on loopback; only the pods are missing.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from cluster import KUBERNETES, manifests, name_of

from grader.coursedir import init_course
from grader.gather import gather, prepare

sys.path.append(str(Path(__file__).parents[1] / "grader"))
from loopback_hub import proxy_in, why_not

BIN = Path(sys.executable).parent
TOKENS = {"grader": "token-of-the-grader", "prometheus": "token-of-prometheus"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]

CONFIG = """
import yaml
c = get_config()
values = yaml.safe_load(open({values!r}))["hub"]
for kind, told in values["config"].items():
    for name, value in told.items():
        setattr(c[kind], name, value)
load_subconfig({learners!r})  # as the chart does, after its own
values["services"]["grader"]["url"] = {service!r}
c.JupyterHub.services = [
    told | {{"name": name, "api_token": {tokens!r}[name]}}
    for name, told in values["services"].items()
]
c.JupyterHub.load_roles = [{{"name": n}} | role for n, role in values["loadRoles"].items()]
c.JupyterHub.bind_url, c.JupyterHub.hub_bind_url = {public!r}, {hub!r}
c.ConfigurableHTTPProxy.api_url = {api!r}
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.db_url, c.JupyterHub.cookie_secret = "sqlite://", b"x" * 32
c.JupyterHub.authenticator_class, c.JupyterHub.spawner_class = "dummy", "simple"
c.Authenticator.allow_all = True
"""


def addresses(number):
    with contextlib.ExitStack() as stack:
        free = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in free:
            one.bind(("127.0.0.1", 0))
        return [f"http://127.0.0.1:{one.getsockname()[1]}" for one in free]


def pods_environment():
    """Return what grader.yaml tells `grader serve`, but for what comes from secrets."""
    deployment = next(m for m in manifests() if name_of(m) == "Deployment/grader")
    serve = deployment["spec"]["template"]["spec"]["containers"][0]
    assert serve["command"][:2] == ["grader", "serve"]
    return {one["name"]: one["value"] for one in serve["env"] if "value" in one}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Start hub and service; yields (the proxy's address, the exchange, the course)."""
    home = tmp_path_factory.mktemp("pod")
    exchange = home / "exchange"
    exchange.mkdir()
    prepare(exchange, "nndl")
    course = init_course(home / "course")
    (home / "etc").mkdir()
    told = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    told += "c.ExchangeCollect.check_owner = False\n"  # as the grader's image has it
    (home / "etc" / "nbgrader_config.py").write_text(told)
    public, hub, api, service = addresses(4)
    (home / "hub_config.py").write_text(
        CONFIG.format(
            values=str(KUBERNETES / "values.yaml"),
            learners=str(KUBERNETES / "learners.py"),
            tokens=TOKENS, service=service, public=public, hub=hub, api=api,
            proxy=proxy_in(home),
        )
    )  # fmt: skip
    path = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(home)}
    own = {"NNDL_INSTRUCTORS": "ida", "NNDL_LEARNERS": str(exchange / "learners")}
    serve = pods_environment() | {
        "JUPYTERHUB_API_TOKEN": TOKENS["grader"],
        "JUPYTERHUB_API_URL": f"{hub}/hub/api",
        "JUPYTERHUB_SERVICE_URL": service,
        "JUPYTER_CONFIG_PATH": str(home / "etc"),
    }
    started = []
    try:
        for name, command, env in (
            ("hub", [BIN / "jupyterhub", "-f", home / "hub_config.py"], os.environ | path | own),
            ("serve", [BIN / "grader", "serve", "--course", course.root], serve | path),
        ):
            log = (home / f"{name}.log").open("w")
            started.append(subprocess.Popen(command, cwd=home, env=env, stdout=log, stderr=log))
        for _ in range(90):
            time.sleep(1)
            with contextlib.suppress(requests.ConnectionError):
                if requests.get(f"{public}/services/grader/health").ok:
                    break
        else:
            pytest.fail((home / "hub.log").read_text()[-2000:])
        yield public, exchange, course
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=30)


def page(address, name):
    """Log `name` in and return what the service shows them."""
    with requests.Session() as session:
        session.get(f"{address}/hub/login")
        xsrf = next(cookie.value for cookie in session.cookies if cookie.name == "_xsrf")
        form = {"username": name, "password": "x", "_xsrf": xsrf}
        session.post(f"{address}/hub/login?next=/hub/home", data=form)
        got = session.get(f"{address}/services/grader/")
    return got.url.removeprefix(address), re.sub(
        r"<style.*?</style>|<[^>]+>", "", got.text, flags=re.S
    )


def test_a_learner_sees_their_results_and_an_instructor_the_queue(served):
    address, _, _ = served
    where, shown = page(address, "ann")
    assert where == "/services/grader/"
    assert "Your results, ann" in shown
    where, shown = page(address, "ida")
    assert where == "/services/grader/"
    assert "Grading on submit" in shown


def test_a_name_that_cannot_be_a_folders_is_let_in_nowhere(served):
    where, _ = page(served[0], "ann+week2")
    assert where.startswith("/hub/login")


def test_metrics_are_for_the_token_that_may_read_them(served):
    metrics = f"{served[0]}/services/grader/metrics"
    assert requests.get(metrics).status_code == 403
    wrong = requests.get(metrics, headers={"Authorization": f"token {TOKENS['grader']}"})
    assert wrong.status_code == 403
    told = requests.get(metrics, headers={"Authorization": f"token {TOKENS['prometheus']}"})
    assert told.status_code == 200
    assert "# TYPE" in told.text


def test_what_a_learner_hands_in_is_gathered_graded_and_released(served):
    address, exchange, course = served
    moment = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    own = exchange / "learners" / "bob" / "inbound" / f"bob+week2+{moment}+YWJj"
    own.mkdir(parents=True)
    for notebook in course.release("week2").glob("*.ipynb"):
        shutil.copy(notebook, own)
    (own / "timestamp.txt").write_text(moment)
    (own / "submission_secret.txt").write_text("0" * 128)
    assert gather(exchange, "nndl").taken == [own.name]
    notebooks = len(list(course.release("week2").glob("*.ipynb")))
    for _ in range(90):
        if len(list((exchange / "nndl/feedback").glob("*.html"))) == notebooks:
            break
        time.sleep(1)
    else:
        pytest.fail("no feedback was released")
    assert "Graded" in page(address, "bob")[1]
    assert "Graded" not in page(address, "ann")[1]
