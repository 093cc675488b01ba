"""Who is what on the hub: a user's Unix groups, and nobody else's word.

The installer makes two groups for each course, with the names that nbgrader knows:
nbgrader-COURSE for students and formgrade-COURSE for instructors.
"""

import grp

from jupyterhub.auth import PAMAuthenticator

KINDS = ("nbgrader-", "formgrade-")


def groups_of(user: str) -> list[str]:
    """Return the groups of courses that `user` belongs to, read anew each time."""
    return [g.gr_name for g in grp.getgrall() if g.gr_name.startswith(KINDS) and user in g.gr_mem]


class CourseMembers(PAMAuthenticator):
    """Lets in by PAM who belongs to a course, and keeps the hub's groups equal to Unix's.

    Groups are read at each login, at each start of a server, and every five minutes; who
    belongs to no course any more is logged out.
    """

    async def get_authenticated_user(self, handler, data):
        model = await super().get_authenticated_user(handler, data)
        return model and {**model, "groups": groups_of(model["name"])}

    def check_allowed(self, username, authentication=None):
        return bool(groups_of(username))

    async def refresh_user(self, user, handler=None, **_):
        groups = groups_of(user.name)
        return bool(groups) and {"name": user.name, "groups": groups}
