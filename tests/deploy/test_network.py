"""Who reaches whom among the grading pods, by the network policies."""

import pytest
from cluster import manifests, reaches

POLICIES = [m for m in manifests() if m["kind"] == "NetworkPolicy"]

HUB = {"app": "jupyterhub", "component": "hub"}
PROXY = {"app": "jupyterhub", "component": "proxy"}
LEARNER = {"component": "singleuser-server", "nndl-course/role": "learner"}
INSTRUCTOR = {"component": "singleuser-server", "nndl-course/role": "instructor"}
GRADER, BATCH, SCHEDULER, WORKER, PREPARE = (
    {"nndl-course/role": role} for role in ("grader", "batch", "scheduler", "worker", "prepare")
)
DATABASE = {"app.kubernetes.io/name": "postgresql"}
SOMEONE = {"app": "something-else"}


@pytest.mark.parametrize(
    ("source", "target", "port"),
    [
        (PROXY, GRADER, 10101),
        (HUB, GRADER, 10101),
        (GRADER, HUB, 8081),
        (GRADER, DATABASE, 5432),
        (BATCH, DATABASE, 5432),
        (INSTRUCTOR, DATABASE, 5432),
        (BATCH, SCHEDULER, 8786),
        (INSTRUCTOR, SCHEDULER, 8786),
        (WORKER, SCHEDULER, 8786),
        (SCHEDULER, WORKER, 9000),
        (SCHEDULER, WORKER, 9001),
        (WORKER, WORKER, 9000),
    ],
)
def test_what_has_to_be_reached_is(source, target, port):
    assert reaches(POLICIES, source, target, port)


@pytest.mark.parametrize("source", [LEARNER, WORKER, SCHEDULER, PREPARE, SOMEONE], ids=str)
def test_the_gradebook_is_not_reached_by(source):
    assert not reaches(POLICIES, source, DATABASE, 5432)


@pytest.mark.parametrize("source", [LEARNER, HUB, PROXY, PREPARE, SOMEONE], ids=str)
def test_the_scheduler_who_gives_out_the_checks_is_not_reached_by(source):
    assert not reaches(POLICIES, source, SCHEDULER, 8786)


@pytest.mark.parametrize("source", [LEARNER, INSTRUCTOR, GRADER, BATCH, SOMEONE], ids=str)
def test_a_worker_is_not_reached_by(source):
    assert not reaches(POLICIES, source, WORKER, 9000)


@pytest.mark.parametrize("source", [LEARNER, INSTRUCTOR, WORKER, BATCH, SOMEONE], ids=str)
def test_the_service_is_reached_through_the_proxy_and_not_by(source):
    assert not reaches(POLICIES, source, GRADER, 10101)


@pytest.mark.parametrize("source", [GRADER, BATCH, SCHEDULER, WORKER, PREPARE], ids=str)
@pytest.mark.parametrize("target", [SOMEONE, LEARNER, PROXY], ids=str)
def test_grading_pods_go_nowhere_else(source, target):
    assert not any(reaches(POLICIES, source, target, port) for port in (22, 80, 443, 8000, 8888))


@pytest.mark.parametrize("source", [GRADER, BATCH, SCHEDULER, WORKER, PREPARE], ids=str)
def test_names_are_looked_up_in_kube_system_alone(source):
    # `namespace` is where the other pod is
    asked = {"target": {"k8s-app": "kube-dns"}, "port": 53, "protocol": "UDP"}
    assert reaches(POLICIES, source, namespace="kube-system", **asked)
    assert not reaches(POLICIES, source, namespace="default", **asked)


def test_no_rule_names_an_address():
    # so the cloud's metadata, which no pod label selects, is reached by none of these pods
    rules = [r for p in POLICIES for r in p["spec"].get("egress", [])]
    assert rules
    assert all(rule.get("to") for rule in rules)
    assert not [peer for rule in rules for peer in rule["to"] if "ipBlock" in peer]


@pytest.mark.parametrize("source", [LEARNER, HUB, PROXY, WORKER, SOMEONE], ids=str)
@pytest.mark.parametrize("target", [PREPARE, BATCH], ids=str)
def test_a_job_is_reached_by_nobody(source, target):
    assert not reaches(POLICIES, source, target, 8888)
