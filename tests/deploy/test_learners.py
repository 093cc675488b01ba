"""The pods that KubeSpawner makes of our values and deploy/kubernetes/learners.py."""

import asyncio
import re
import runpy
from types import SimpleNamespace

import kubernetes_validate
import pytest
import yaml
from cluster import KUBERNETES, unrestricted
from jupyterhub.auth import DummyAuthenticator
from kubernetes_asyncio.client import ApiClient
from kubespawner import KubeSpawner
from traitlets.config import Config

VALUES = yaml.safe_load((KUBERNETES / "values.yaml").read_text(encoding="utf-8"))
CODE = KUBERNETES / "learners.py"
COURSE = "/srv/nbgrader/exchange/nndl"


def camel_to_snake(key):
    return re.sub("([A-Z])", lambda m: "_" + m[1].lower(), key)


@pytest.fixture
def hub_config(monkeypatch, tmp_path):
    """The hub's configuration: our values as the chart hands them to KubeSpawner, then our file."""
    for key, value in VALUES["hub"]["extraEnv"].items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("NNDL_LEARNERS", str(tmp_path))
    monkeypatch.setenv("NNDL_INSTRUCTORS", "ida, jo")
    told, config = VALUES["singleuser"], Config()
    spawner = config.KubeSpawner
    for key in ("uid", "fsGid", "allowPrivilegeEscalation", "cmd", "defaultUrl"):
        spawner[camel_to_snake(key)] = told[key]
    spawner.image = "{name}:{tag}".format(**told["image"])
    spawner.environment = told["extraEnv"]
    spawner.cpu_guarantee, spawner.cpu_limit = told["cpu"]["guarantee"], told["cpu"]["limit"]
    spawner.mem_guarantee, spawner.mem_limit = told["memory"]["guarantee"], told["memory"]["limit"]
    spawner.volumes = [{"name": "home", "persistentVolumeClaim": {"claimName": "claim-{username}"}}]
    spawner.volume_mounts = [{"name": "home", "mountPath": "/home/jovyan"}]
    runpy.run_path(str(CODE), init_globals={"get_config": lambda: config})
    return config


@pytest.fixture
def started(hub_config, monkeypatch):
    """Return a function that starts a user's server as the hub does, and gives its pod."""
    monkeypatch.setattr("kubespawner.spawner.load_config", lambda *_, **__: None)  # no cluster here

    def start(name, groups=()):
        user = SimpleNamespace(
            name=name,
            id=7,
            escaped_name=name,
            url=f"/user/{name}",
            groups=[SimpleNamespace(name=group) for group in groups],
        )
        hub = SimpleNamespace(public_host="", base_url="/hub/", api_url="http://hub:8081/hub/api")
        server = {"user": user, "hub": hub, "orm_spawner": None, "api_token": "token"}

        async def pod():
            spawner = KubeSpawner(config=hub_config, _mock=True, **server)
            spawner.pre_spawn_hook(spawner)
            made = spawner.modify_pod_hook(spawner, await spawner.get_pod_manifest())
            async with ApiClient() as client:
                return client.sanitize_for_serialization(made)

        return asyncio.run(pod())

    return start


def mounts(pod):
    """Return where the pod's one container mounts what: path -> (claim, part of it, writable)."""
    (server,) = pod["spec"]["containers"]
    claims = {v["name"]: v["persistentVolumeClaim"]["claimName"] for v in pod["spec"]["volumes"]}
    return {
        m["mountPath"]: (claims[m["name"]], m.get("subPath", ""), not m.get("readOnly"))
        for m in server["volumeMounts"]
    }


def test_a_learner_mounts_an_inbound_of_their_own_and_may_not_write_elsewhere(started):
    assert mounts(started("ann")) == {
        "/home/jovyan": ("claim-ann", "", True),
        f"{COURSE}/outbound": ("exchange", "exchange/nndl/outbound", False),
        f"{COURSE}/feedback": ("exchange", "exchange/nndl/feedback", False),
        f"{COURSE}/inbound": ("exchange", "exchange/learners/ann/inbound", True),
    }


def test_no_two_learners_share_what_they_can_write(started):
    def writable(name):
        return {(claim, part) for claim, part, yes in mounts(started(name)).values() if yes}

    assert not writable("ann") & writable("bob")
    assert not writable("ann") & writable("ann.b")


def test_an_instructor_has_the_exchange_the_course_and_the_graders_image_and_user(started):
    pod = started("ida", ["formgrade-nndl"])
    assert mounts(pod) == {
        "/home/jovyan": ("claim-ida", "", True),
        "/srv/nbgrader": ("exchange", "", True),
        "/srv/course": ("course", "", True),
    }
    (server,) = pod["spec"]["containers"]
    assert server["image"] == "registry.example.org/nndl-grader:0.1.0"
    assert server["securityContext"]["runAsUser"] == 1001


@pytest.mark.parametrize("groups", [(), ("nbgrader-nndl",), ("formgrade-other",)])
def test_who_teaches_nothing_here_is_a_learner(started, groups):
    pod = started("ann", groups)
    (server,) = pod["spec"]["containers"]
    assert pod["metadata"]["labels"]["nndl-course/role"] == "learner"
    assert server["image"] == "registry.example.org/nndl-learner:0.1.0"
    assert server["securityContext"]["runAsUser"] == 1000
    assert "PGPASSWORD" not in {variable["name"] for variable in server["env"]}


def test_a_learner_after_an_instructor_gets_nothing_of_theirs(started):
    before = started("ann")
    started("ida", ["formgrade-nndl"])
    assert started("ann") == before


@pytest.mark.parametrize("groups", [(), ("formgrade-nndl",)])
def test_a_servers_pod_is_as_kubernetes_wants_it_and_restricted(started, groups):
    pod = {"apiVersion": "v1", "kind": "Pod"} | started("ann", groups)
    kubernetes_validate.validate(pod, "1.37", strict=True)
    assert unrestricted(pod["spec"]) == []
    assert pod["spec"].get("automountServiceAccountToken") is False
    limits = pod["spec"]["containers"][0]["resources"]["limits"]
    assert limits.keys() == {"cpu", "memory"}


@pytest.mark.parametrize(
    "name", ["../ann", "ann/inbound", "a+b", ".ann", "", "Ann", "a\n", "a" * 64]
)
def test_a_name_that_cannot_be_a_folders_starts_nothing(started, name, tmp_path):
    with pytest.raises(ValueError, match="cannot be a name"):
        started(name)
    assert list(tmp_path.iterdir()) == []


def test_a_learners_folder_is_for_its_owner_and_the_grader(started, tmp_path):
    started("ann")
    assert (tmp_path / "ann" / "inbound").stat().st_mode & 0o7777 == 0o2770


@pytest.mark.parametrize(
    ("name", "groups", "expected"),
    [
        ("ann", None, {"nbgrader-nndl"}),
        ("ida", None, {"formgrade-nndl"}),
        ("joe", ["staff", "formgrade-nndl"], {"staff", "formgrade-nndl"}),
        ("idan", ["formgrade-other"], {"formgrade-other", "nbgrader-nndl"}),
    ],
)
def test_who_logs_in_learns_or_teaches(hub_config, name, groups, expected):
    authenticator = DummyAuthenticator(config=hub_config)
    model = {"name": name, "groups": groups}
    hooked = asyncio.run(authenticator.run_post_auth_hook(None, model))
    assert set(hooked["groups"]) == expected
    assert authenticator.manage_groups
    assert set(VALUES["hub"]["loadRoles"]["results"]["groups"]) & expected


def test_the_hub_asks_the_same_of_a_name(hub_config):
    assert re.match(hub_config.Authenticator.username_pattern, "ann.b@example.org")
    assert not re.match(hub_config.Authenticator.username_pattern, "ann+week2")
