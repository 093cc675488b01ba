"""The manifests beside the hub's chart: lint, schema, pod security, limits, no secret in them."""

import copy
import shutil
import subprocess

import kubernetes_validate
import pytest
import yaml
from cluster import KUBERNETES, ROOT, containers, manifests, name_of, pod_templates, unrestricted
from yamllint import linter
from yamllint.config import YamlLintConfig

FOUND = manifests()
PODS = pod_templates(FOUND)
VERSIONS = ("1.32", "1.37")  # the oldest that the hub's chart takes, and the newest known here


def names(value):
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize("path", sorted((ROOT / "deploy").rglob("*.yaml")), ids=lambda p: p.name)
def test_yaml_is_as_yamllint_wants_it(path):
    rules = YamlLintConfig(file=str(ROOT / "deploy" / ".yamllint"))
    assert [str(problem) for problem in linter.run(path.read_text("utf-8"), rules)] == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("manifest", FOUND, ids=name_of)
def test_a_manifest_is_as_kubernetes_describes_it(manifest, version):
    kubernetes_validate.validate(manifest, version, strict=True)


def test_a_misspelt_key_is_refused():
    wrong = copy.deepcopy(next(m for m in FOUND if m["kind"] == "Deployment"))
    wrong["spec"]["template"]["spec"]["securityContxt"] = {}
    with pytest.raises(kubernetes_validate.ValidationError, match="securityContxt"):
        kubernetes_validate.validate(wrong, VERSIONS[1], strict=True)


@pytest.mark.parametrize(("name", "template"), PODS, ids=names)
def test_a_pod_passes_the_restricted_profile(name, template):
    assert unrestricted(template["spec"]) == []


@pytest.mark.parametrize(("name", "template"), PODS, ids=names)
def test_a_pod_has_limits_no_token_and_writes_to_no_image(name, template):
    spec = template["spec"]
    assert spec["automountServiceAccountToken"] is False
    for container in containers(spec):
        assert container["image"] == "nndl-grader"  # kustomization.yaml gives name and version
        assert container["resources"]["requests"].keys() == {"cpu", "memory"}
        assert container["resources"]["limits"].keys() == {"cpu", "memory"}
        assert container["securityContext"]["readOnlyRootFilesystem"] is True


def test_a_worker_has_neither_volume_nor_password():
    ((_, worker),) = [(n, t) for n, t in PODS if n == "Deployment/grading-worker"]
    assert [v.keys() for v in worker["spec"]["volumes"]] == [{"name", "emptyDir"}]
    assert not [e for c in containers(worker["spec"]) for e in c["env"] if "valueFrom" in e]


def test_no_secret_stands_in_a_manifest():
    assert not [m for m in FOUND if m["kind"] == "Secret"]
    secret = ("PASSWORD", "TOKEN", "GRADEBOOK", "SECRET")
    env = [e for _, t in PODS for c in containers(t["spec"]) for e in c.get("env", [])]
    told = [e for e in env if any(word in e["name"] for word in secret)]
    assert told
    assert all(e.keys() == {"name", "valueFrom"} for e in told)


def test_each_selector_selects_the_pods_of_its_own_deployment():
    for manifest in FOUND:
        if manifest["kind"] == "Deployment":
            labels = manifest["spec"]["template"]["metadata"]["labels"]
            assert manifest["spec"]["selector"]["matchLabels"].items() <= labels.items()


def test_each_service_leads_to_a_port_of_a_pod():
    for service in (m for m in FOUND if m["kind"] == "Service"):
        wanted = service["spec"]["selector"].items()
        pods = [t for _, t in PODS if wanted <= t["metadata"]["labels"].items()]
        ports = [p for t in pods for c in t["spec"]["containers"] for p in c.get("ports", [])]
        assert {p["targetPort"] for p in service["spec"]["ports"]} <= {p["name"] for p in ports}


def test_each_claim_that_is_mounted_is_made():
    made = {m["metadata"]["name"] for m in FOUND if m["kind"] == "PersistentVolumeClaim"}
    volumes = [v for _, t in PODS for v in t["spec"]["volumes"] if "persistentVolumeClaim" in v]
    assert {v["persistentVolumeClaim"]["claimName"] for v in volumes} == made


def test_the_kustomization_names_every_file():
    told = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))
    files = {p.name for p in KUBERNETES.glob("*.yaml")} - {"values.yaml", "kustomization.yaml"}
    assert set(told["resources"]) == files


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
def test_kustomize_renders_all_of_it_into_one_namespace():
    run = ["kubectl", "kustomize", str(KUBERNETES)]
    rendered = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    found = [m for m in yaml.safe_load_all(rendered) if m["kind"] != "Namespace"]
    assert sorted(map(name_of, found)) == sorted(
        name_of(m) for m in FOUND if m["kind"] != "Namespace"
    )
    assert {m["metadata"]["namespace"] for m in found} == {"nndl"}
    images = {c["image"] for _, t in pod_templates(found) for c in containers(t["spec"])}
    assert images == {"registry.example.org/nndl-grader:0.1.0"}
    for manifest in found:
        kubernetes_validate.validate(manifest, VERSIONS[1], strict=True)
