"""The parts of the sandbox that can be tested by themselves."""

from __future__ import annotations

import errno
import itertools
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


def filters():
    """Every machine with its filters: the rules, and the program that follows from them."""
    for machine in syscalls._MACHINES:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("platform.machine", lambda machine=machine: machine)
            for threads, removals in itertools.product((True, False), repeat=2):
                rules = seccomp.Rules(1, threads, removals)
                yield machine, rules, seccomp._program(rules)


def answer(program, machine: str, number: int, arguments=(0,) * 6) -> int:
    """Return what a filter says to a call, step by step as the kernel does it."""
    words = {0: number, 4: seccomp._ARCHITECTURES[machine]}
    words |= {16 + 8 * place: value for place, value in enumerate(arguments)}
    place = loaded = 0
    while True:
        code, if_true, if_false, operand = program[place]
        place += 1
        if code == seccomp._RETURN:
            return operand
        if code == seccomp._LOAD:
            loaded = words[operand]
        elif code == seccomp._AND:
            loaded &= operand
        else:
            holds = {
                seccomp._EQUAL: loaded == operand,
                seccomp._AT_LEAST: loaded >= operand,
                seccomp._ANY_BIT: bool(loaded & operand),
            }[code]
            place += if_true if holds else if_false


def test_the_program_fits_the_kernel():
    for _, _, program in filters():
        assert len(program) <= 4096
        for place, (code, if_true, if_false, _) in enumerate(program):
            if code & 0x07 == 0x05:  # a jump stays inside, and its length fits a byte
                assert place + 1 + max(if_true, if_false) < len(program)
                assert max(if_true, if_false) <= 255
        assert program[-1][0] == 0x06


def test_each_call_is_answered_as_its_list_says():
    refused, unknown = (seccomp._ERRNO | code for code in (errno.EPERM, errno.ENOSYS))
    for machine, rules, program in filters():
        wanted = dict.fromkeys(range(syscalls.NEWEST + 1), refused)
        wanted |= {syscalls.NEWEST + 1: unknown, seccomp._X32: unknown}
        wanted |= {seccomp._X32 + 1: seccomp._KILL, 2**32 - 1: seccomp._KILL}
        for names, told in (
            (seccomp._ALLOWED, seccomp._ALLOW),
            (seccomp._PRETENDED, seccomp._ERRNO),
            (seccomp._REMOVALS, seccomp._ALLOW if rules.removals else seccomp._ERRNO),
            (seccomp._UNKNOWN, unknown),
        ):
            numbers = [syscalls._NUMBERS[name][syscalls._MACHINES.index(machine)] for name in names]
            wanted |= dict.fromkeys((n for n in numbers if n is not None), told)
        for name in seccomp._conditions(rules):  # judged by an argument: see the attacks
            wanted.pop(syscalls._NUMBERS[name][syscalls._MACHINES.index(machine)], None)
        assert {n: answer(program, machine, n) for n in wanted} == wanted


@pytest.mark.parametrize(
    ("name", "arguments", "allowed"),
    [
        ("kill", (1, 9), True),
        ("kill", (2, 9), False),
        ("clone", (0x10000,), True),
        ("clone", (0x20000000 | 0x10000,), False),
        ("clone", (17,), False),
        ("socketpair", (1, 1), True),
        ("socketpair", (1, 2), False),
        ("openat", (0, 0, 0o1101), True),
        ("openat", (0, 0, 0o1000), False),
        ("ioctl", (0, 0x5401), True),
        ("ioctl", (0, 0x5412), False),
    ],
)
def test_some_calls_are_judged_by_an_argument(name, arguments, allowed):
    arguments += (0,) * (6 - len(arguments))
    for machine, rules, program in filters():
        number = syscalls._NUMBERS[name][syscalls._MACHINES.index(machine)]
        if rules.threads:
            told = answer(program, machine, number, arguments)
            assert (told == seccomp._ALLOW) == allowed


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
