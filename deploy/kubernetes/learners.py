"""What the hub adds to a server's pod: its part of the exchange, its image, its user.

Read by the hub from /usr/local/etc/jupyterhub/jupyterhub_config.d (`helm upgrade --set-file`, see
docs/kubernetes.md). Learners get the learner's image, the course's handouts and feedback to read,
and an inbound of their own. Members of formgrade-COURSE get the grader's image and user, the whole
exchange and the course directory.
"""

import os
import re
from pathlib import Path

COURSE = os.environ.get("NNDL_COURSE", "nndl")
GRADER_IMAGE = os.environ.get("NNDL_GRADER_IMAGE", "")
FOLDERS = Path(os.environ.get("NNDL_LEARNERS", "/srv/learners"))  # the exchange's learners/, here
INSTRUCTORS = set(re.findall(r"[^\s,]+", os.environ.get("NNDL_INSTRUCTORS", "")))
LEARNS, TEACHES = f"nbgrader-{COURSE}", f"formgrade-{COURSE}"  # nbgrader's names for its groups
GRADER_UID = 1001
EXCHANGE = "/srv/nbgrader/exchange"

# The gradebook's; its URL, without a password, stands in the course directory.
PASSWORD = {
    "name": "PGPASSWORD",
    "valueFrom": {"secretKeyRef": {"name": "gradebook", "key": "password"}},
}

# A name is a folder's, a part of a pod's labels and of nbgrader's NAME+ASSIGNMENT+TIME: no +, no /.
NAMES = r"^[a-z0-9][a-z0-9._@-]{0,62}\Z"  # $ would let a line feed end it


def enrol(authenticator, handler, person: dict) -> dict:
    """Return who logs in with the course's groups: everybody learns who does not teach."""
    groups = set(person.get("groups") or ())
    if person["name"] in INSTRUCTORS:
        groups.add(TEACHES)
    groups.add(TEACHES if TEACHES in groups else LEARNS)
    return person | {"groups": sorted(groups)}


def teaches(spawner) -> bool:
    """Whether this server's user is an instructor of the course."""
    return TEACHES in {group.name for group in spawner.user.groups}


def make_folder(spawner) -> None:
    """Make the learner's part of the exchange before its first server starts.

    Raises ValueError for a name that cannot be a folder's; the hub shows it and starts nothing.
    """
    name = spawner.user.name
    if not re.match(NAMES, name):
        raise ValueError(f"{name!r} cannot be a name here: use a to z, digits, and . _ @ -")
    for folder in (FOLDERS / name, FOLDERS / name / "inbound"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o2770)


def complete(spawner, pod):
    """Return the server's pod with its image, user, mounts and label."""
    server = pod.spec.containers[0]
    claims = ["exchange"]
    if teaches(spawner):
        role = "instructor"
        claims.append("course")
        server.image = GRADER_IMAGE or server.image
        server.security_context = {**(server.security_context or {}), "runAsUser": GRADER_UID}
        server.env = [*(server.env or []), PASSWORD]
        mounts = [
            {"name": "exchange", "mountPath": str(Path(EXCHANGE).parent)},
            {"name": "course", "mountPath": "/srv/course"},
        ]
    else:
        role = "learner"
        mounts = [
            _part("outbound", f"{COURSE}/outbound", read_only=True),
            _part("feedback", f"{COURSE}/feedback", read_only=True),
            _part("inbound", f"learners/{spawner.user.name}/inbound", read_only=False),
        ]
    pod.metadata.labels["nndl-course/role"] = role
    volumes = [{"name": name, "persistentVolumeClaim": {"claimName": name}} for name in claims]
    pod.spec.volumes = [*(pod.spec.volumes or []), *volumes]
    server.volume_mounts = [*(server.volume_mounts or []), *mounts]
    return pod


def _part(name: str, path: str, read_only: bool) -> dict:
    there = f"{EXCHANGE}/{COURSE}/{name}"
    part = f"exchange/{path}"
    return {"name": "exchange", "mountPath": there, "subPath": part, "readOnly": read_only}


def configure(c) -> None:
    c.Authenticator.username_pattern = NAMES
    c.Authenticator.manage_groups = True
    c.Authenticator.post_auth_hook = enrol
    c.KubeSpawner.pre_spawn_hook = make_folder
    c.KubeSpawner.modify_pod_hook = complete
    # Pod Security's profile "restricted"; the chart's values say uid and no privilege escalation.
    c.KubeSpawner.pod_security_context = {
        "runAsNonRoot": True,
        "fsGroup": 100,
        "fsGroupChangePolicy": "OnRootMismatch",
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    c.KubeSpawner.container_security_context = {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }
    c.KubeSpawner.automount_service_account_token = False


if "get_config" in globals():  # the hub reads this file; tests import it
    configure(get_config())  # noqa: F821
