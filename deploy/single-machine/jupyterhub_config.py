# Read by jupyterhub at every start; `install` puts it, with what it names, into PREFIX/etc.
# Settings of your own belong in PREFIX/etc/local.py, which is read last and never overwritten.
import sys
import tomllib
from pathlib import Path

from jupyterhub.services.service import _ServiceSpawner

ETC = Path(__file__).resolve().parent
PREFIX = ETC.parent
BIN = PREFIX / "venv" / "bin"
STATE = PREFIX / "hub"  # only root reads it
POLL_SECONDS = 5  # a server or a service that was killed is missed after as many
SETTINGS = tomllib.loads((ETC / "hub.toml").read_text(encoding="utf-8"))

sys.path.insert(0, str(ETC))
from members import CourseMembers  # noqa: E402

c = get_config()  # noqa: F821

# ---- who
c.JupyterHub.authenticator_class = CourseMembers
c.Authenticator.manage_groups = True
c.Authenticator.refresh_pre_spawn = True

# ---- where
PORT = SETTINGS.get("port", 8000)
c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{PORT + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
c.ConfigurableHTTPProxy.command = [
    str(PREFIX / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy")
]
c.ConfigurableHTTPProxy.auth_token = (STATE / "proxy_token").read_text(encoding="ascii").strip()
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"

# ---- a user's own server
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [str(BIN / "jupyterhub-singleuser")]
c.Spawner.notebook_dir = "~"
c.Spawner.default_url = "/lab"
c.Spawner.poll_interval = POLL_SECONDS
c.Spawner.environment = {
    "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",  # nbgrader starts alembic by its name
    "JUPYTER_CONFIG_PATH": str(PREFIX / "personal"),  # the formgrader is its course's, see below
    "OPENBLAS_NUM_THREADS": "1",
}

# ---- courses: two services each, which run as the course's own Unix user
# The hub reads no settings for what starts a service, and would look after it every 30 seconds.
_ServiceSpawner.poll_interval = POLL_SECONDS
c.JupyterHub.services = []
c.JupyterHub.load_roles = [
    # A user's own server asks the hub which courses its user is in (JupyterHubAuthPlugin), and
    # which of these have a formgrader (nbgrader's Course List); the user's own rights limit it.
    {
        "name": "server",
        "scopes": [
            "users:activity!user",
            "access:servers!server",
            "read:users:name!user",
            "read:users:groups!user",
            "list:services",
            "read:services",
        ],
    },
]
for number, course in enumerate(sorted(SETTINGS["courses"])):
    directory = PREFIX / "courses" / course / "course"
    common = {
        "user": f"grader-{course}",
        "cwd": str(directory),
        "environment": {"PATH": c.Spawner.environment["PATH"], "OPENBLAS_NUM_THREADS": "1"},
    }
    formgrader = {
        "name": course,
        "url": f"http://127.0.0.1:{PORT + 10 + 2 * number}",
        "command": [str(BIN / "jupyterhub-singleuser")],
        "oauth_no_confirm": True,
    }
    results = {
        "name": f"{course}-results",
        "url": f"http://127.0.0.1:{PORT + 11 + 2 * number}",
        "command": [str(BIN / "grader"), "serve", "--course", str(directory)],
        "oauth_no_confirm": True,
    }
    c.JupyterHub.services += [common | formgrader, common | results]

    def reach(*services: str) -> list[str]:
        return [
            f"{scope}!service={service}"
            for service in services
            for scope in ("access:services", "list:services", "read:services")
        ]

    c.JupyterHub.load_roles += [
        {
            "name": f"formgrade-{course}",
            "groups": [f"formgrade-{course}"],
            "scopes": reach(course, f"{course}-results"),
        },
        {
            "name": f"nbgrader-{course}",
            "groups": [f"nbgrader-{course}"],
            "scopes": reach(f"{course}-results"),
        },
    ]

if (ETC / "local.py").exists():
    load_subconfig(str(ETC / "local.py"))  # noqa: F821
