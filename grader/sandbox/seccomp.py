"""seccomp: which system calls a worker may make, and with which arguments.

What is not named here is refused. The program is classic BPF, assembled below;
the kernel runs it at each call and remembers the numbers that always pass.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from grader.sandbox import syscalls
from grader.sandbox.syscalls import prctl, syscall


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ALLOWED = _words("""
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 creat close close_range
lseek stat lstat fstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink
readlinkat getdents getdents64 getcwd chdir fchdir mkdir mkdirat rename renameat renameat2 link
linkat symlink symlinkat ftruncate fallocate fsync fdatasync fadvise64 dup dup2 dup3 pipe pipe2
umask copy_file_range sendfile getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr
brk mmap munmap mprotect mremap madvise msync mincore membarrier
exit exit_group getpid getppid gettid getuid geteuid getgid getegid getgroups getresuid getresgid
getpgrp getpgid getsid getrlimit setrlimit getrusage times sysinfo uname getcpu sched_yield
sched_getaffinity sched_getscheduler sched_getparam sched_get_priority_max
sched_get_priority_min getpriority capget arch_prctl set_tid_address set_robust_list rseq futex
futex_waitv wait4 waitid restart_syscall getrandom
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
pause alarm setitimer getitimer timer_create timer_settime timer_gettime timer_getoverrun
timer_delete timerfd_create timerfd_settime timerfd_gettime clock_gettime clock_getres
clock_nanosleep nanosleep gettimeofday time
poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait
epoll_pwait2 eventfd eventfd2 sendto recvfrom sendmsg recvmsg shutdown getsockname getpeername
""")

# Answered with success and not done. Modes, times and locks of files outside
# scratch are no business of Landlock: a library's mode could be changed by
# whoever owns it, and a lock on the course's data would keep other workers out.
_PRETENDED = _words("chmod fchmod fchmodat fchmodat2 utime utimes utimensat futimesat flock")
_REMOVALS = _words("unlink unlinkat rmdir")

# "No such call", after which the C library uses an older one, which can be judged.
_UNKNOWN = _words("clone3 openat2")

_NEW_NAMESPACES = 0x7E020080
_CLONE_THREAD = 0x10000
_PRCTLS = (3, 15, 16, 21, 23, 39, 0x53564D41)  # get dumpable, names, seccomp?, caps?, nnp?, vma
_IOCTLS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # a terminal?, its size, FION*, FIO*CLEX
_FCNTLS = (0, 1, 2, 3, 4, 1030, 1032)  # no owner, signal, lease or notice
_LOCKS = (5, 6, 7, 36, 37, 38)  # of records: pretended, as no limit counts their memory
_SOCKET_OPTIONS = (3, 4, 38, 39)  # type, error, protocol, domain; none that hands out a pidfd
_UNIX, _STREAM = 1, 1
_O_TRUNC, _O_TMPFILE = 0o1000, 0o20000000

_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_EQUAL, _AT_LEAST, _ANY_BIT = 0x15, 0x35, 0x45
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x3FFFFFFF  # above it are x86_64's calls with 32-bit pointers

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


@dataclass(frozen=True)
class Rules:
    """What differs between situations.

    Attributes
    ----------
    pid : the worker's own, the only one that it may signal.
    threads : whether it may start threads; False where nothing would count them.
    removals : whether it may delete files; False where a deleted file that is
        still open would escape the count of what scratch holds.
    """

    pid: int
    threads: bool
    removals: bool


def available() -> bool:
    """Return True where the kernel filters system calls."""
    try:
        action = struct.pack("=I", _ERRNO)
        return syscall("seccomp", 2, 0, action) == 0  # SECCOMP_GET_ACTION_AVAIL
    except OSError:
        return False


def install(rules: Rules) -> None:
    """Filter this process's system calls from now on. Needs no_new_privs; raises OSError."""
    program = compiled(rules)
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    prctl(22, 2, header)  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER


@functools.cache
def compiled(rules: Rules) -> bytes:
    """Return the filter as the kernel takes it; the warm process makes it once for all workers."""
    return b"".join(struct.pack("=HBBI", *step) for step in _program(rules))


def _program(rules: Rules) -> list[Instruction]:
    blocks = {name: (_return(_ALLOW),) for name in _ALLOWED}
    blocks |= dict.fromkeys(_PRETENDED, (_return(_ERRNO),))
    blocks |= dict.fromkeys(_REMOVALS, (_return(_ALLOW if rules.removals else _ERRNO),))
    blocks |= dict.fromkeys(_UNKNOWN, (_return(_ERRNO | errno.ENOSYS),))
    blocks |= {name: tuple(block) for name, block in _conditions(rules).items()}
    by_number = {syscalls.number(name): block for name, block in blocks.items()}
    refused = (_return(_ERRNO | errno.EPERM),)
    calls = [by_number.get(number, refused) for number in range(syscalls.NEWEST + 1)]
    firsts = [n for n in range(len(calls)) if n == 0 or calls[n] != calls[n - 1]]
    starts = [(first, calls[first]) for first in firsts]
    starts += [(len(calls), (_return(_ERRNO | errno.ENOSYS),)), (_X32 + 1, (_return(_KILL),))]
    return [
        _load_word(4), _jump(_EQUAL, _ARCHITECTURES[platform.machine()], 1, 0), _return(_KILL),
        _load_word(0), *_search(starts),
    ]  # fmt: skip


def _search(starts: Sequence[tuple[int, Sequence[Instruction]]]) -> list[Instruction]:
    """Return what goes to the block of a call, by halves: each is for its number and those after.

    The kernel tries every number as it is given a filter, and takes its time over each step.
    """
    if len(starts) == 1:
        return list(starts[0][1])
    middle = len(starts) // 2
    below, above = _search(starts[:middle]), _search(starts[middle:])
    return [_jump(_AT_LEAST, starts[middle][0], len(below), 0), *below, *above]


def _conditions(rules: Rules) -> dict[str, list[Instruction]]:
    """Return the calls that are judged by an argument; each block ends in an answer."""
    thread = [
        _load(0), (_AND, 0, 0, _NEW_NAMESPACES | _CLONE_THREAD),
        _jump(_EQUAL, _CLONE_THREAD, 0, 1), _return(_ALLOW), _return(_ERRNO | errno.EPERM),
    ]  # fmt: skip
    pair = [
        _load(0), _jump(_EQUAL, _UNIX, 0, 3),
        _load(1), (_AND, 0, 0, 0xF), _jump(_EQUAL, _STREAM, 1, 0),  # a datagram one reaches others
        _return(_ERRNO | errno.EPERM), _return(_ALLOW),
    ]  # fmt: skip
    return {
        "clone": thread if rules.threads else [_return(_ERRNO | errno.EPERM)],
        "kill": _one_of(0, (rules.pid,)),
        "tgkill": _one_of(0, (rules.pid,)),
        "prlimit64": _one_of(0, (0, rules.pid)),
        "prctl": _one_of(0, _PRCTLS),
        "ioctl": _one_of(1, _IOCTLS, errno.ENOTTY),
        "fcntl": [*_matching(1, _LOCKS, _ERRNO), *_one_of(1, _FCNTLS)],
        "getsockopt": _one_of(2, _SOCKET_OPTIONS),
        "socketpair": pair,
        "open": _opening(1),
        "openat": _opening(2),
    }


def _opening(flags: int) -> list[Instruction]:
    """Refuse unnamed files, and truncation without writing, which old Landlock does not see."""
    return [
        _load(flags), _jump(_ANY_BIT, _O_TMPFILE, 0, 1), _return(_ERRNO | errno.EOPNOTSUPP),
        _jump(_ANY_BIT, _O_TRUNC, 1, 0), _return(_ALLOW),
        (_AND, 0, 0, 3), _jump(_EQUAL, 1, 2, 0), _jump(_EQUAL, 2, 1, 0),
        _return(_ERRNO | errno.EPERM), _return(_ALLOW),
    ]  # fmt: skip


def _one_of(argument: int, values: tuple[int, ...], refusal: int = errno.EPERM):
    return [*_matching(argument, values, _ALLOW), _return(_ERRNO | refusal)]


def _matching(argument: int, values: tuple[int, ...], answer: int) -> list[Instruction]:
    block = [_load(argument)]
    for value in values:
        block += [_jump(_EQUAL, value, 0, 1), _return(answer)]
    return block


def _load_word(offset: int) -> Instruction:
    return (_LOAD, 0, 0, offset)


def _load(argument: int) -> Instruction:
    return _load_word(16 + 8 * argument)  # its low half: both architectures are little-endian


def _jump(test: int, operand: int, if_true: int, if_false: int) -> Instruction:
    return (test, if_true, if_false, operand)


def _return(answer: int) -> Instruction:
    return (_RETURN, 0, 0, answer)
