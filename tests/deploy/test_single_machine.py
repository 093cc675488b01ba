"""What the installer of a hub refuses: settings that cannot be, and what is in its way.

What it makes is tried in tests/hub, on a hub of its own.
"""

import os
import shutil
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

INSTALL = Path(__file__).parents[2] / "deploy" / "single-machine" / "install"
OWNER, STRANGER = "daemon", "games"  # every Debian has them


@pytest.fixture(scope="module")
def install():
    loader = SourceFileLoader("install", str(INSTALL))
    module = module_from_spec(spec_from_loader("install", loader))
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prefix = 3 4", "cannot be read"),
        ('prefix = "nndl"', "say where to install"),
        ('prefix = "/opt/nndl"\ncolour = 1', "nothing here is called colour"),
        ('prefix = "/opt/nndl"\n[courses.DL]', "small letters"),
        ('prefix = "/opt/nndl"\n[courses.dl]\nteachers = []', "has no teachers"),
        ('prefix = "/opt/nndl"\n[courses.dl]\nstudents = ["root"]', "cannot be a Unix user"),
        ('prefix = "/opt/nndl"\n[courses.dl]\n[courses.dl-results]', "another name"),
    ],
)
def test_settings_that_cannot_be_are_told_in_one_line(install, tmp_path, text, said):
    (tmp_path / "hub.toml").write_text(text)
    with pytest.raises(SystemExit) as ended:
        install.read_settings(tmp_path / "hub.toml")
    assert said in ended.value.code
    assert len(ended.value.code.splitlines()) == 1


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to somebody")
def test_root_takes_over_no_folder_and_follows_no_link(install, tmp_path):
    """In an exchange that everyone can write, somebody may have been there first."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    link, squatted, ours = (tmp_path / name for name in ("link", "squatted", "ours"))
    link.symlink_to(elsewhere)
    squatted.mkdir()
    shutil.chown(squatted, STRANGER)
    with pytest.raises(SystemExit, match="is a link or a file"):
        install.make_folder(link, OWNER, OWNER, 0o755)
    with pytest.raises(SystemExit, match="is not daemon's"):
        install.make_folder(squatted, OWNER, OWNER, 0o755)
    assert (elsewhere.owner(), elsewhere.stat().st_mode & 0o7777) == ("root", 0o700)
    assert squatted.owner() == STRANGER
    for _ in range(2):
        install.make_folder(ours, OWNER, OWNER, 0o3733)
        assert (ours.owner(), ours.group()) == (OWNER, OWNER)
        assert ours.stat().st_mode & 0o7777 == 0o3733
