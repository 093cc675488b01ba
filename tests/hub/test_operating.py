"""docs/operating.md, followed to the letter: every command that is not marked "not tested"."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from machine import ROOT, WEEK

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh( not tested)?\n(.*?)^```$", re.M | re.S)


def commands(title: str) -> list[str]:
    """Return the lines that a section of the page tells to run."""
    section = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)[1]
    return [line for no, body in BLOCK.findall(section) if not no for line in body.splitlines()]


def test_every_section_that_has_commands_is_followed_here():
    titles = re.findall(r"^## (.*)$", PAGE, re.M)
    followed = re.findall(r'follow\(machine, "(.*?)"', Path(__file__).read_text())
    assert {title for title in titles if commands(title)} == set(followed)


def follow(machine, title: str, backup: Path) -> None:
    """Run a section, on this hub in place of the page's."""
    for line in commands(title):
        if line.startswith("systemctl "):
            for word in {"restart": ("stop", "start")}.get(line.split()[1], (line.split()[1],)):
                getattr(machine, word)()
            continue
        for said, meant in (
            ("install hub.toml", f"install {machine.settings}"),
            ("/opt/nndl", str(machine.prefix)),
            ("/var/backups", str(backup)),
            ("dl-spring", machine.name("a")),
        ):
            line = line.replace(said, meant)
        done = subprocess.run(
            ["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, timeout=280
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


@pytest.fixture(scope="module")
def backup(machine, tmp_path_factory):
    """A folder with a backup of the hub, in which Ann has handed in and been graded."""
    folder = tmp_path_factory.mktemp("backups")
    machine.hand_in("ann", "a")
    follow(machine, "Back up", folder)
    return folder


def what_is(machine) -> dict[str, tuple]:
    """Return mode, owner and group of what the installer made."""
    found = {}
    for path in sorted(
        [machine.prefix, *machine.prefix.glob("[ehcp]*/*"), *machine.prefix.glob("exchange/*/*")]
    ):
        about = path.lstat()
        found[str(path)] = (oct(about.st_mode), about.st_uid, about.st_gid)
    return found


def test_installing_again_changes_nothing(machine, tmp_path):
    secrets = [(machine.prefix / "hub" / n).read_bytes() for n in ("cookie_secret", "proxy_token")]
    course_secret = (machine.course_directory("a") / ".grader-secret").read_bytes()
    before = what_is(machine)
    follow(machine, "Install", tmp_path)
    assert what_is(machine) == before
    assert course_secret == (machine.course_directory("a") / ".grader-secret").read_bytes()
    assert secrets == [
        (machine.prefix / "hub" / n).read_bytes() for n in ("cookie_secret", "proxy_token")
    ]


def test_root_follows_no_link_that_an_instructor_has_left(machine, tmp_path):
    """They have a terminal as the course's user, in whose home the installer puts the weeks."""
    owner, home = f"grader-{machine.name('a')}", machine.course_directory("a").parent
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("as it was")
    planted = f"rm -r content && ln -s {outside} content && ln -sf {outside}/file .installed"
    assert machine.run_as(owner, "sh", "-c", planted, cwd=home).returncode == 0
    (machine.prefix / "hub" / f"{machine.name('a')}.installed").unlink(missing_ok=True)
    machine.install()
    assert [path.name for path in outside.iterdir()] == ["file"]
    assert (outside / "file").read_text() == "as it was"
    assert not (home / "content").is_symlink()
    assert (home / "content" / WEEK / "week.toml").owner() == owner


def test_who_is_no_longer_named_is_no_longer_let_in(machine, tmp_path):
    told = machine.settings.read_text()
    assert machine.session("ben").get(f"{machine.url}/hub/home", timeout=30).ok
    machine.settings.write_text(told.replace(f', "{machine.name("ben")}"', ""))
    try:
        follow(machine, "Change courses or people, and upgrade", tmp_path)
        with pytest.raises(AssertionError):
            machine.session("ben")
        assert machine.session("ann").get(f"{machine.url}/hub/home", timeout=30).ok
    finally:
        machine.settings.write_text(told)
        machine.install()


def test_what_was_backed_up_is_restored(machine, backup):
    import shutil

    before, pages = machine.graded("a"), set((machine.exchange("a") / "feedback").iterdir())
    archive = backup / "nndl.tar.gz"  # nobody but root reads it, at no time: there is no chmod
    assert archive.stat().st_mode & 0o077 == 0
    machine.stop()
    for lost in ("etc", "hub", "exchange", "courses"):
        shutil.rmtree(machine.prefix / lost)
    machine.start = lambda: None  # the page starts it at its end
    try:
        follow(machine, "Restore", backup)
    finally:
        del machine.start
    machine.start()
    assert machine.graded("a") == before
    assert set((machine.exchange("a") / "feedback").iterdir()) == pages
    course = machine.exchange("a")
    assert course.owner() == f"grader-{machine.name('a')}"
    assert (course / "inbound").stat().st_mode & 0o7777 == 0o3733
    done = machine.nbgrader("ann", "submit", "a")
    assert done.returncode == 0, done.stderr
    machine.wait_for(lambda: len(list((course / "feedback").iterdir())) > len(pages))


def test_rotated_secrets_end_old_logins(machine, tmp_path):
    old = machine.session("ann")
    files = [machine.prefix / "hub" / name for name in ("cookie_secret", "proxy_token")]
    before = [file.read_bytes() for file in files]
    follow(machine, "Rotate secrets", tmp_path)
    for file, was in zip(files, before, strict=True):
        assert file.read_bytes() != was
        assert file.stat().st_mode & 0o777 == 0o600
    answer = old.get(f"{machine.url}/hub/home", timeout=30)
    assert "/hub/login" in answer.url
    assert machine.session("ann").get(f"{machine.url}/hub/home", timeout=30).ok


@pytest.fixture
def small_disk(machine):
    """A file system of two megabytes where course A's submissions arrive, and that is full."""
    inbound = machine.exchange("a") / "inbound"
    about = inbound.stat()
    options = f"size=2m,mode=3733,uid={about.st_uid},gid={about.st_gid}"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", inbound], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"needs to mount a small file system: {done.stderr}")
    subprocess.run(["sh", "-c", f"head -c 4M /dev/zero > {inbound}/.junk"], capture_output=True)
    yield inbound
    machine.stop()
    subprocess.run(["umount", inbound], check=True)
    machine.start()


def test_a_full_disk_is_told_and_recovered_from(machine, small_disk, tmp_path):
    feedback = machine.exchange("a") / "feedback"
    if not (machine.home("ann") / machine.name("a") / WEEK).exists():
        assert machine.nbgrader("ann", "fetch_assignment", "a").returncode == 0
    done = machine.nbgrader("ann", "submit", "a")
    assert done.returncode != 0
    assert "No space left on device" in done.stderr
    machine.wait_healthy("a")
    before = len(list(feedback.iterdir()))

    (small_disk / ".junk").unlink()
    follow(machine, "A full disk", tmp_path)
    done = machine.nbgrader("ann", "submit", "a")
    assert done.returncode == 0, done.stderr
    machine.wait_for(lambda: len(list(feedback.iterdir())) > before)
