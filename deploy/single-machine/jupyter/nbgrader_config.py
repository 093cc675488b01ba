# Lies in the environment's etc/jupyter: what every nbgrader on this machine must know.
# A course's own settings stand in its directory, written there by `grader init`.
import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

c.Exchange.root = str(Path(sys.prefix).parent / "exchange")
c.Exchange.path_includes_course = True
if "JUPYTERHUB_SERVICE_NAME" not in os.environ:  # a course's services may not ask who is in what
    c.Authenticator.plugin_class = "nbgrader.auth.JupyterHubAuthPlugin"
