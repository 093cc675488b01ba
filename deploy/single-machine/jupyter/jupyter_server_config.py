# Lies in the environment's etc/jupyter: for every Jupyter server on this machine.
c = get_config()  # noqa: F821

# The formgrader is a frame inside JupyterLab, of the same origin; by default a hub's servers
# allow none.
c.ServerApp.tornado_settings = {"headers": {"Content-Security-Policy": "frame-ancestors 'self'"}}
