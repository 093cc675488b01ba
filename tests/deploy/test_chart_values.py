"""The values for the hub's chart: keys that it knows, and the rules that learners are held by."""

import copy
import os
from pathlib import Path

import jsonschema
import pytest
import yaml
from cluster import KUBERNETES, manifests

VALUES = yaml.safe_load((KUBERNETES / "values.yaml").read_text(encoding="utf-8"))
SCHEMA = Path(os.environ.get("NNDL_CHART_SCHEMA") or Path(__file__).with_name("chart.yaml"))


@pytest.fixture
def given():
    """The values as helm hands them to the chart: with the file of --set-file."""
    values = copy.deepcopy(VALUES)
    code = (KUBERNETES / "learners.py").read_text(encoding="utf-8")
    values["hub"]["extraFiles"]["learners"]["stringData"] = code
    return values


def problems(values):
    schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))  # JSON is YAML
    schema.pop("required", None)  # what our values leave out, the chart's own have
    found = jsonschema.Draft7Validator(schema).iter_errors(values)
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in found]


def test_the_values_fit_the_charts_schema(given):
    assert problems(given) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("singleuser", "networkPolcy"), {}),
        (("singleuser", "networkPolicy", "egressAllowRules", "privateIP"), False),
        (("singleuser", "cpu", "limit"), "one"),
        (("hub", "extraFiles", "learners", "mountpath"), "/x"),
        (("singleusr",), {}),
    ],
)
def test_a_mistake_in_the_values_is_found(given, path, value):
    inner = given
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    assert len(problems(given)) == 1


def test_a_learner_reaches_the_hub_and_names_and_nothing_else():
    rules = VALUES["singleuser"]["networkPolicy"]
    assert rules["enabled"] is True
    assert "egress" not in rules
    open_ones = {key for key, on in rules["egressAllowRules"].items() if on}
    assert open_ones == {"dnsPortsKubeSystemNamespace", "dnsPortsPrivateIPs"}


def test_no_container_of_the_chart_is_asked_to_be_privileged():
    assert VALUES["singleuser"]["cloudMetadata"]["blockWithIptables"] is False
    assert VALUES["singleuser"]["allowPrivilegeEscalation"] is False


def test_nobody_gets_in_who_was_not_let_in():
    assert VALUES["hub"]["config"]["Authenticator"]["allow_all"] is False


def test_the_hub_sees_no_more_of_the_exchange_than_learners_folders():
    (mount,) = VALUES["hub"]["extraVolumeMounts"]
    assert mount["subPath"] == "exchange/learners"


def test_the_services_address_prefix_and_token_are_those_of_its_pod():
    found = {(m["kind"], m["metadata"]["name"]): m for m in manifests()}
    served = found["Deployment", "grader"]["spec"]["template"]["spec"]["containers"][0]
    env = {one["name"]: one for one in served["env"]}
    (name,) = (n for n, s in VALUES["hub"]["services"].items() if "url" in s)
    service = found["Service", "grader"]
    (port,) = service["spec"]["ports"]
    address = f"http://{service['metadata']['name']}:{port['port']}"
    assert VALUES["hub"]["services"][name]["url"] == address
    assert env["JUPYTERHUB_SERVICE_NAME"]["value"] == name
    assert env["JUPYTERHUB_CLIENT_ID"]["value"] == f"service-{name}"
    assert env["JUPYTERHUB_SERVICE_PREFIX"]["value"] == f"/services/{name}/"
    assert env["JUPYTERHUB_SERVICE_URL"]["value"] == f"http://0.0.0.0:{port['port']}"
    token = env["JUPYTERHUB_API_TOKEN"]["valueFrom"]["secretKeyRef"]
    assert token == {"name": "hub", "key": f"hub.services.{name}.apiToken"}
    assert served["readinessProbe"]["httpGet"]["path"] == f"/services/{name}/health"
    assert VALUES["hub"]["loadRoles"]["results"]["scopes"] == [f"access:services!service={name}"]
