"""The parts of the sandbox that can be tested by themselves."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader import doctor
from grader.cli import app
from grader.sandbox import cgroup, protection, scratch, seccomp, syscalls

HEADERS = {
    0: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    1: Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("column", HEADERS)
def test_the_numbers_are_the_kernel_headers(column):
    if not HEADERS[column].exists():
        pytest.skip("the kernel's headers are not installed")
    defined = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", HEADERS[column].read_text())
    numbers = {name: int(number) for name, number in reversed(defined)}
    numbers["newfstatat"] = numbers.get("newfstatat", numbers.get("fstatat"))
    newer = {"fchmodat2"}  # than the headers of Debian 12
    ours = {name: pair[column] for name, pair in syscalls._NUMBERS.items() if name not in newer}
    assert ours == {name: numbers.get(name) for name in ours}


def test_every_call_that_starts_or_reaches_something_is_left_out():
    forbidden = """fork vfork execve execveat socket connect bind listen accept accept4 ptrace mount
    umount2 keyctl add_key bpf io_uring_setup userfaultfd perf_event_open pidfd_open pidfd_getfd
    pidfd_send_signal process_vm_readv setns unshare chroot memfd_create shmget mknod truncate
    setxattr chown kexec_load init_module inotify_init splice tkill setpriority""".split()  # noqa: SIM905
    rules = seccomp.Rules(1, threads=True, removals=True)
    named = {*seccomp._ALLOWED, *seccomp._conditions(rules), *seccomp._PRETENDED}
    assert not named & set(forbidden)
    assert named <= set(syscalls._NUMBERS)


def test_the_program_fits_the_kernel():
    for threads in (True, False):
        program = seccomp._program(seccomp.Rules(1, threads, threads))
        assert len(program) <= 4096
        for place, (code, if_true, if_false, _) in enumerate(program):
            if code & 0x07 == 0x05:  # a jump stays inside
                assert place + 1 + max(if_true, if_false) < len(program)
        assert program[-1][0] == 0x06


def test_a_deep_folder_is_removed(tmp_path):
    """Deeper than Python recurses and than a path may be long, and closed to its owner."""
    top = tmp_path / "scratch"
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("folder", dir_fd=here)
        below = os.open("folder", os.O_RDONLY, dir_fd=here)
        os.close(os.open("file", os.O_CREAT, dir_fd=here))
        os.close(here)
        here = below
    os.close(here)
    (top / "dark").mkdir()
    (top / "dark" / "inner").mkdir()
    (top / "dark" / "inner" / "file").touch()
    (top / "dark" / "inner").chmod(0)
    (top / "dark").chmod(0)
    (top / "link").symlink_to(tmp_path)
    (tmp_path / "kept").touch()
    scratch.remove(str(top))
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


def test_scratch_is_measured(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(bytes(100_000))
    (tmp_path / "link").symlink_to("/usr")
    assert not scratch.exceeds(str(tmp_path), 200_000, 10)
    assert scratch.exceeds(str(tmp_path), 50_000, 10)
    assert scratch.exceeds(str(tmp_path), 200_000, 2)
    assert not scratch.exceeds(str(tmp_path / "gone"), 1, 1)


def test_a_cgroup_that_is_none_is_said_to_be_none(tmp_path, monkeypatch):
    assert cgroup.problem(tmp_path) == "it is no cgroup"
    assert cgroup.problem(tmp_path / "x") == "it is no folder"
    monkeypatch.setenv(cgroup.VARIABLE, str(tmp_path))
    assert cgroup.handed_over() is None


def test_doctor_tells_what_results():
    result = CliRunner().invoke(app, ["doctor", "--json"])
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert report["safe"] is True
    assert report["protection"] == protection.candidates()[0].name
    assert {"kernel", "Landlock", "seccomp", "namespaces", "interpreter", "a worker"} <= {
        finding["name"] for finding in report["findings"]
    }


def test_doctor_says_what_to_do_where_nothing_can_be_confined(monkeypatch):
    monkeypatch.setattr("grader.sandbox.landlock.abi", lambda: 0)
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "MISSING" in result.stdout
    assert "docker run" in result.stdout
    assert "Student code is not run" in result.stdout


def test_doctor_does_not_trust_a_sandbox_that_leaks(monkeypatch):
    monkeypatch.setitem(doctor._FORBIDDEN, "compute", "1 + 1")
    report = doctor.examine()
    assert not report.safe
    assert "it could compute" in " ".join(f.found for f in report.findings)


def test_doctor_measures():
    report = doctor.examine(bench=True)
    assert 0 < report.child_ready_ms < 1000
