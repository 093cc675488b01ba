"""What a cluster would say to our manifests: read, checked, and who reaches whom."""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
KUBERNETES = ROOT / "deploy" / "kubernetes"
NOT_MANIFESTS = {"values.yaml", "kustomization.yaml"}


def manifests():
    """Return all manifests, in the order of the files' names."""
    paths = sorted(path for path in KUBERNETES.glob("*.yaml") if path.name not in NOT_MANIFESTS)
    return [one for path in paths for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def name_of(manifest):
    return f"{manifest['kind']}/{manifest['metadata']['name']}"


def pod_templates(found):
    """Return (name, template) of each pod that the manifests `found` start."""
    templates = []
    for manifest in found:
        spec = manifest.get("spec", {})
        template = spec.get("template") or spec.get("jobTemplate", {}).get("spec", {}).get(
            "template"
        )
        if template:
            templates.append((name_of(manifest), template))
    return templates


def containers(pod_spec):
    return [*(pod_spec.get("initContainers") or []), *pod_spec["containers"]]


# Pod Security's profile "restricted":
# https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted

VOLUMES = {
    "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim",
    "projected", "secret",
}  # fmt: skip


def unrestricted(spec):
    """Return what the profile "restricted" would refuse of a pod's spec."""
    refused = [key for key in ("hostNetwork", "hostPID", "hostIPC") if spec.get(key)]
    for volume in spec.get("volumes") or []:
        refused += [f"volume {kind}" for kind in volume.keys() - {"name"} - VOLUMES]
    pod = spec.get("securityContext") or {}
    for container in containers(spec):
        own = container.get("securityContext") or {}
        both = {**pod, **own}
        wrong = {
            "runs as root": not both.get("runAsNonRoot") or both.get("runAsUser") == 0,
            "seccomp": (both.get("seccompProfile") or {}).get("type") != "RuntimeDefault",
            "privileged": own.get("privileged"),
            "escalation": own.get("allowPrivilegeEscalation") is not False,
            "capabilities": (own.get("capabilities") or {}).get("drop") != ["ALL"]
            or (own.get("capabilities") or {}).get("add"),
            "host port": any("hostPort" in port for port in container.get("ports") or []),
        }
        refused += [f"{container['name']}: {what}" for what, is_so in wrong.items() if is_so]
    return refused


# Network policies, as https://kubernetes.io/docs/concepts/services-networking/network-policies
# says: a direction is open until a policy selects the pod for it; then what any rule allows.


def reaches(policies, source, target, port, namespace="nndl", protocol="TCP"):
    """Whether a pod with labels `source` reaches one with labels `target`, in or out refused."""
    out = _open(policies, "Egress", source, target, port, namespace, protocol)
    return out and _open(policies, "Ingress", target, source, port, "nndl", protocol)


def _open(policies, direction, pod, other, port, namespace, protocol):
    specs = [p["spec"] for p in policies if _selects(p["spec"]["podSelector"], pod)]
    specs = [spec for spec in specs if direction in spec["policyTypes"]]
    peers, key = ("to", "egress") if direction == "Egress" else ("from", "ingress")
    rules = [rule for spec in specs for rule in spec.get(key, [])]
    return not specs or any(
        _peers(rule.get(peers), other, namespace) and _port(rule.get("ports"), port, protocol)
        for rule in rules
    )


def _peers(peers, labels, namespace):
    def fits(peer):
        assert peer.keys() <= {"podSelector", "namespaceSelector"}, peer
        named = {"kubernetes.io/metadata.name": namespace}
        there = (
            _selects(peer["namespaceSelector"], named)
            if "namespaceSelector" in peer
            else namespace == "nndl"
        )
        return there and _selects(peer.get("podSelector", {}), labels)

    return not peers or any(map(fits, peers))


def _port(ports, port, protocol):
    return not ports or any(
        one["protocol"] == protocol and one["port"] <= port <= one.get("endPort", one["port"])
        for one in ports
    )


def _selects(selector, labels):
    wanted = selector.get("matchLabels", {})
    expressions = selector.get("matchExpressions", [])
    assert all(e["operator"] == "In" for e in expressions), expressions
    return all(labels.get(key) == value for key, value in wanted.items()) and all(
        labels.get(e["key"]) in e["values"] for e in expressions
    )
