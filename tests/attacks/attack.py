"""What an attack is: data, with the sign by which its success would be known."""

from __future__ import annotations

from dataclasses import dataclass, field

# The signs of success. An attack is stopped only where none of them is seen.
SECRET = "the secret is in its hands"
DONE = "it has done it"
CHANGED = "a file outside scratch has changed"
CONTACT = "something outside has heard from it"
VICTIM = "another process has suffered"
LOCKED = "others cannot open the course's data"


@dataclass(frozen=True)
class Attack:
    """Something that a submission may try against the machine.

    Attributes
    ----------
    name : unique, a few words.
    tries : what it tries, a clause.
    code : a cell. It finds what an attacker might know in the dictionary `S`,
        puts what it has stolen into `loot`, and sets `done` when it has done it.
    shows : the sign by which its success is known.
    limits : limits that this attack runs under, where the usual ones hide the one it tests.
    root : True where it can succeed only for root, even with protection off.
    """

    name: str
    tries: str
    code: str
    shows: str = DONE
    limits: dict = field(default_factory=dict)
    root: bool = False


@dataclass(frozen=True)
class Cheat:
    """A wrong function `f` that tampers with whatever judges it, to be called right.

    Attributes
    ----------
    name, tries : as for an attack.
    code : the submission's cell.
    test : the assertions by which a grader without protection judges it, in its
        process: there the cheat must succeed. They know `x` and `f`, and that
        `expected` is what the right function returns.
    shell : True where that grader runs its tests as cells of the same IPython shell.
    """

    name: str
    tries: str
    code: str
    test: str = "assert np.allclose(f(x), expected)"
    shell: bool = False
