"""What a submission may try against the machine that grades it, and against other submissions.

Each is bounded, so that its success with protection off harms nothing: at most
80 processes, 1 GB, 20 seconds, the loopback interface, and files of the scene.
"""

from __future__ import annotations

from .attack import CHANGED, CONTACT, LOCKED, SECRET, VICTIM, Attack

_LIBC = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *[
        ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
"""

_READING = (
    Attack(
        "read the checks",
        "opens week2/checks/cat_classifier.py by its path",
        "loot = open(S['checks']).read()",
        SECRET,
    ),
    Attack(
        "import the checks",
        "puts the checkout on sys.path and imports a notebook's checks",
        "import sys; sys.path.insert(0, S['folder']); from week2.checks import cat_classifier as c;"
        " loot = c.SECRET",
        SECRET,
    ),
    Attack(
        "read the gradebook",
        "opens the gradebook by its path",
        "loot = open(S['gradebook'], 'rb').read()",
        SECRET,
    ),
    Attack(
        "read another submission",
        "opens what somebody else has handed in",
        "loot = open(S['submission']).read()",
        SECRET,
    ),
    Attack(
        "read another worker's scratch",
        "looks into the scratch folders of workers that run at the same time",
        "import glob\n"
        "for path in glob.glob('/tmp/nndl-sandbox-*/*/*') + glob.glob('/proc/[0-9]*/cwd/*'):\n"
        "    if path.endswith('neighbour.txt'):\n"
        "        loot += open(path).read()",
        SECRET,
    ),
    Attack(
        "read through a symbolic link",
        "links a name in scratch to the checks and opens that",
        "import os; os.symlink(S['checks'], 'link'); loot = open('link').read()",
        SECRET,
    ),
    Attack(
        "read through a hard link",
        "gives the checks a second name in scratch and opens that",
        "import os; os.link(S['checks'], 'name'); loot = open('name').read()",
        SECRET,
    ),
    Attack(
        "read with openat2",
        "opens the checks by a system call that takes its flags from memory",
        _LIBC + "import struct\n"
        "fd = call(437, -100, S['checks'].encode(), struct.pack('QQQ', 0, 0, 0), 24)\n"
        "loot = os.read(fd, 9999)",
        SECRET,
    ),
    Attack(
        "read by file handle",
        "opens the checks by a handle, past all folders",
        _LIBC + "import struct\n"
        "handle = ctypes.create_string_buffer(struct.pack('Ii', 128, 0) + bytes(128))\n"
        "mount = ctypes.c_int()\n"
        "assert libc.name_to_handle_at(-100, S['checks'].encode(), handle,"
        " ctypes.byref(mount), 0) == 0\n"
        "fd = libc.open_by_handle_at(os.open(S['folder'], os.O_RDONLY), handle, os.O_RDONLY)\n"
        "loot = os.read(fd, 9999)",
        SECRET,
        root=True,
    ),
    Attack(
        "read through the judge's root",
        "goes to the checks by /proc/PID/root of the judge",
        "loot = open(f\"/proc/{S['judge']}/root{S['checks']}\").read()",
        SECRET,
    ),
    Attack(
        "read the judge's environment",
        "opens /proc/PID/environ of the judge",
        "loot = open(f\"/proc/{S['judge']}/environ\").read()",
        SECRET,
    ),
    Attack(
        "read another's command line",
        "opens /proc/PID/cmdline of every process",
        "import glob\n"
        "loot = ''.join(open(p).read() for p in glob.glob('/proc/[0-9]*/cmdline')"
        " if S['key'] in open(p).read())[-900:]",
        SECRET,
    ),
    Attack(
        "read the judge's descriptors",
        "opens what the judge has open, by /proc/PID/fd",
        "loot = open(f\"/proc/{S['judge']}/fd/{S['descriptor']}\").read()",
        SECRET,
    ),
    Attack(
        "read the judge's memory as a file",
        "opens /proc/PID/mem of the judge",
        "memory = open(f\"/proc/{S['judge']}/mem\", 'rb')\n"
        "memory.seek(S['address'])\n"
        "loot = memory.read(64)",
        SECRET,
    ),
    Attack(
        "read the judge's memory by a system call",
        "calls process_vm_readv on the judge",
        _LIBC + "import struct\n"
        "into = ctypes.create_string_buffer(64)\n"
        "ours = struct.pack('PL', ctypes.addressof(into), 64)\n"
        "call(310, S['judge'], ours, 1, struct.pack('PL', S['address'], 64), 1, 0)\n"
        "loot = into.raw",
        SECRET,
    ),
    Attack(
        "take a descriptor of the judge",
        "calls pidfd_open and pidfd_getfd on the judge",
        _LIBC + "fd = call(438, call(434, S['judge'], 0), S['descriptor'], 0)\n"
        "loot = os.pread(fd, 99, 0)",
        SECRET,
    ),
    Attack(
        "list the machine's processes",
        "looks for the judge in /proc",
        "import os; done = str(S['judge']) in os.listdir('/proc')",
    ),
    Attack(
        "watch a folder",
        "asks inotify to tell what happens beside the checks",
        _LIBC + "watch = libc.inotify_init()\n"
        "done = libc.inotify_add_watch(watch, S['folder'].encode(), 0xFFF) > 0",
    ),
)  # fmt: skip

_WRITING = (
    Attack(
        "append to the gradebook",
        "opens the gradebook for appending",
        "open(S['gradebook'], 'a').write('100 points')",
        CHANGED,
    ),
    Attack(
        "create a file",
        "creates a file beside the gradebook",
        "open(S['folder'] + '/new', 'w').write('x')",
        CHANGED,
    ),
    Attack(
        "delete the gradebook",
        "removes it",
        "import os; os.remove(S['gradebook'])",
        CHANGED,
    ),
    Attack(
        "replace the gradebook",
        "renames a file of its own over it",
        "import os; open('own', 'w').write('100 points'); os.replace('own', S['gradebook'])",
        CHANGED,
    ),
    Attack(
        "rename the gradebook",
        "gives it another name",
        "import os; os.rename(S['gradebook'], S['gradebook'] + '.away')",
        CHANGED,
    ),
    Attack(
        "empty the gradebook by truncate",
        "calls truncate with its path, which old Landlock does not see",
        "import os; os.truncate(S['gradebook'], 0)",
        CHANGED,
    ),
    Attack(
        "empty the gradebook by opening it",
        "opens it for reading with O_TRUNC, which old Landlock does not see",
        "import os; os.open(S['gradebook'], os.O_RDONLY | os.O_TRUNC)",
        CHANGED,
    ),
    Attack(
        "lock the gradebook away",
        "changes its mode to nothing, which Landlock does not see",
        "import os; os.chmod(S['gradebook'], 0)",
        CHANGED,
    ),
    Attack(
        "backdate a submission",
        "changes the time of a file, which Landlock does not see",
        "import os; os.utime(S['submission'], (1, 1))",
        CHANGED,
    ),
    Attack(
        "give the gradebook away",
        "changes its owner, which Landlock does not see",
        "import os; os.chown(S['gradebook'], 4321, 4321)",
        CHANGED,
        root=True,
    ),
    Attack(
        "label the gradebook",
        "sets an extended attribute, which Landlock does not see",
        "import os; os.setxattr(S['gradebook'], 'user.grade', b'100')",
        CHANGED,
    ),
    Attack(
        "write through a symbolic link",
        "links a name in scratch to the gradebook and writes to that",
        "import os; os.symlink(S['gradebook'], 'link'); open('link', 'w').write('100 points')",
        CHANGED,
    ),
    Attack(
        "write into the libraries",
        "opens a file of the package course for writing",
        "import course; open(course.__file__, 'r+b').close(); done = True",
    ),
    Attack(
        "lock others out of the pictures",
        "holds an exclusive lock on cats.h5",
        "import fcntl; file = open(S['data'], 'rb'); fcntl.flock(file, fcntl.LOCK_EX)",
        LOCKED,
    ),
    Attack(
        "fill the kernel with locks",
        "locks a part of a file, and sees that it is locked: no limit counts such locks' memory",
        "import fcntl, struct\n"
        "one, other = open('locked', 'w'), open('locked', 'r+')\n"
        "lock = struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 1, 0)\n"
        "fcntl.fcntl(one, 37, lock)\n"
        "try:\n"
        "    fcntl.fcntl(other, 37, lock)\n"
        "except BlockingIOError:\n"
        "    done = True",
    ),
    Attack(
        "make a device",
        "makes a device file in scratch and reads from it",
        "import os, stat\n"
        "os.mknod('zero', stat.S_IFCHR | 0o600, os.makedev(1, 5))\n"
        "done = open('zero', 'rb').read(4) == bytes(4)",
        root=True,
    ),
    Attack(
        "mount a file system",
        "mounts memory over a folder of its own",
        _LIBC + "os.mkdir('m')\n"
        "done = libc.mount(b'tmpfs', b'm', b'tmpfs', 0, None) == 0\n"
        "libc.umount2(b'm', 2)",
        root=True,
    ),
    Attack(
        "change its root",
        "calls chroot",
        "import os; os.chroot('.'); done = True",
        root=True,
    ),
    Attack(
        "write to the kernel's settings",
        "opens a file of /proc/sys for writing",
        "open('/proc/sys/kernel/core_pattern', 'r+').close(); done = True",
        root=True,
    ),
    Attack(
        "offer the judge to the memory killer",
        "opens the judge's oom_score_adj for writing",
        "open(f\"/proc/{S['judge']}/oom_score_adj\", 'r+').close(); done = True",
    ),
)

_NETWORK = (
    Attack(
        "connect by TCP",
        "connects to a port of the loopback interface",
        "import socket; socket.create_connection(('127.0.0.1', S['tcp']), 3).send(b'hello')",
        CONTACT,
    ),
    Attack(
        "send by UDP",
        "sends a datagram to a port of the loopback interface",
        "import socket\n"
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'hello', ('127.0.0.1', S['udp']))",
        CONTACT,
    ),
    Attack(
        "connect to a Unix socket",
        "connects to a socket that has a path",
        "import socket; socket.socket(socket.AF_UNIX).connect(S['unix'])",
        CONTACT,
    ),
    Attack(
        "connect to an abstract Unix socket",
        "connects to a socket that has a name and no path",
        "import socket; socket.socket(socket.AF_UNIX).connect('\\0' + S['abstract'])",
        CONTACT,
    ),
    Attack(
        "send from a socket pair",
        "makes a pair of datagram sockets, which needs no socket(), and sends elsewhere",
        "import socket\n"
        "one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
        "one.sendto(b'hello', S['datagram'])",
        CONTACT,
    ),
    Attack(
        "listen",
        "waits for connections on a port",
        "import socket; socket.create_server(('127.0.0.1', 0)); done = True",
    ),
    Attack(
        "talk to the kernel by netlink",
        "opens a netlink socket",
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0); done = True",
    ),
    Attack(
        "open a raw socket",
        "opens a socket that sends packets of its own making",
        "import socket\n"
        "socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP); done = True",
        root=True,
    ),
)

_PROCESSES = (
    Attack(
        "fork bomb",
        "forks 80 processes that sleep",
        "import os, time\n"
        "children = []\n"
        "for _ in range(80):\n"
        "    pid = os.fork()\n"
        "    if pid == 0:\n"
        "        time.sleep(2); os._exit(0)\n"
        "    children.append(pid)\n"
        "done = True\n"
        "for pid in children:\n"
        "    os.kill(pid, 9); os.waitpid(pid, 0)",
    ),
    Attack(
        "thread bomb",
        "starts 80 threads that sleep",
        "import threading, time\n"
        "threading.stack_size(2**16)\n"
        "threads = [threading.Thread(target=time.sleep, args=(0.5,), daemon=True)"
        " for _ in range(80)]\n"
        "for thread in threads: thread.start()\n"
        "done = all(thread.is_alive() for thread in threads)",
    ),
    Attack(
        "run a command",
        "calls subprocess.run",
        "import subprocess\n"
        "done = subprocess.run(['/bin/echo', 'hi'], capture_output=True).stdout == b'hi\\n'",
    ),
    Attack(
        "run a shell",
        "calls os.system",
        "import os; done = os.system('exit 7') >> 8 == 7",
    ),
    Attack(
        "become another program",
        "calls execv",
        "import os; os.execv('/bin/sh', ['sh', '-c', 'echo DONE'])",
    ),
    Attack(
        "spawn a program",
        "calls posix_spawn, which uses vfork",
        "import os\n"
        "pid = os.posix_spawn('/bin/true', ['true'], {})\n"
        "done = os.waitpid(pid, 0)[1] == 0",
    ),
    Attack(
        "run a program from memory",
        "writes a program into a memfd and calls execveat",
        _LIBC + "fd = os.memfd_create('program')\n"
        "os.write(fd, open('/bin/echo', 'rb').read())\n"
        "call(322, fd, b'', (ctypes.c_char_p * 3)(b'echo', b'DONE', None), None, 0x1000)",
    ),
    Attack(
        "start a process with clone3",
        "starts a process by a call whose flags are in memory",
        _LIBC + "import struct\n"
        "pid = call(435, struct.pack('8Q', 0, 0, 0, 0, 17, 0, 0, 0), 64)\n"
        "if pid == 0: os._exit(0)\n"
        "os.waitpid(pid, 0); done = True",
    ),
    Attack(
        "outlive the grading",
        "leaves a daemon behind that writes a file when the worker is gone",
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        time.sleep(0.3)\n"
        "        open(S['folder'] + '/daemon', 'w').write('x')\n"
        "    os._exit(0)",
        CHANGED,
    ),
    Attack(
        "kill another process",
        "sends it SIGTERM",
        "import os; os.kill(S['victim'], 15)",
        VICTIM,
    ),
    Attack(
        "signal everybody",
        "sends signal 0 to every process there is",
        "import os; os.kill(S['victim'], 0); os.kill(-1, 0); done = True",
    ),
    Attack(
        "kill another process by its thread",
        "sends it SIGTERM by tgkill",
        _LIBC + "call(234, S['victim'], S['victim'], 15)",
        VICTIM,
    ),
    Attack(
        "kill another process by a queued signal",
        "sends it SIGTERM by rt_sigqueueinfo",
        _LIBC + "import struct\n"
        "info = struct.pack('iiiiii', 15, 0, -1, 0, os.getpid(), os.getuid()).ljust(128, b'\\0')\n"
        "call(129, S['victim'], 15, info)",
        VICTIM,
    ),
    Attack(
        "kill another process by a pidfd",
        "opens it as a descriptor and sends it SIGTERM",
        "import os, signal; signal.pidfd_send_signal(os.pidfd_open(S['victim']), 15)",
        VICTIM,
    ),
    Attack(
        "kill another process by a pipe",
        "makes it the owner of a pipe that sends its owner SIGTERM",
        "import fcntl, os\n"
        "r, w = os.pipe()\n"
        "fcntl.fcntl(r, fcntl.F_SETOWN, S['victim'])\n"
        "fcntl.fcntl(r, 10, 15)\n"
        "fcntl.fcntl(r, fcntl.F_SETFL, os.O_ASYNC)\n"
        "os.write(w, b'x')",
        VICTIM,
    ),
    Attack(
        "limit another process",
        "takes its open files away by prlimit",
        "import resource; resource.prlimit(S['victim'], resource.RLIMIT_NOFILE, (3, 3))",
        VICTIM,
    ),
    Attack(
        "slow another process down",
        "changes its priority",
        "import os; os.setpriority(os.PRIO_PROCESS, S['victim'], 19)",
        VICTIM,
    ),
    Attack(
        "drive another process off its processors",
        "changes its affinity",
        "import os; os.sched_setaffinity(S['victim'], {0})",
        VICTIM,
    ),
    Attack(
        "debug another process",
        "attaches to it by ptrace",
        _LIBC + "call(101, 16, S['victim'], 0, 0); done = True\n"
        "os.waitpid(S['victim'], 0x40000000)\n"
        "call(101, 17, S['victim'], 0, 0)",
    ),
    Attack(
        "live on without its parent",
        "asks not to be killed when the warm process ends",
        _LIBC + "done = libc.prctl(1, 0, 0, 0, 0) == 0",
    ),
    Attack(
        "let itself be debugged",
        "makes itself dumpable again",
        _LIBC + "done = libc.prctl(4, 1, 0, 0, 0) == 0 and libc.prctl(3, 0, 0, 0, 0) == 1",
    ),
    Attack(
        "be root again",
        "asks for user id 0",
        "import os; os.setresuid(0, 0, 0); done = os.getuid() == 0",
        root=True,
    ),
    Attack(
        "be root in a namespace",
        "makes a user namespace, in which it would have every capability",
        _LIBC + "done = libc.unshare(0x10000000) == 0",
    ),
    Attack(
        "go back to the machine's namespaces",
        "calls setns with the judge's",
        _LIBC + "fd = os.open(f\"/proc/{S['judge']}/ns/uts\", os.O_RDONLY)\n"
        "done = libc.setns(fd, 0) == 0",
        root=True,
    ),
    Attack(
        "rename the machine",
        "calls sethostname with the name that it has",
        "import socket; socket.sethostname(socket.gethostname()); done = True",
        root=True,
    ),
    Attack(
        "hurry itself",
        "raises its own priority",
        "import os; os.nice(-5); done = True",
        root=True,
    ),
    Attack(
        "never yield",
        "asks for real-time scheduling",
        "import os\n"
        "os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1)); done = True\n"
        "os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))",
        root=True,
    ),
    Attack(
        "call the kernel in 32 bits",
        "makes a call by another door, where numbers mean other things",
        "import ctypes, mmap\n"
        "page = mmap.mmap(-1, 4096, prot=7)\n"
        "page.write(bytes.fromhex('53b814000000cd805bc3'))  # push rbx; mov eax,20; int 80h; ...\n"
        "address = ctypes.addressof(ctypes.c_char.from_buffer(page))\n"
        "done = ctypes.CFUNCTYPE(ctypes.c_int)(address)() > 0",
    ),
)

_KERNEL = (
    Attack(
        "load a BPF map",
        "calls bpf",
        _LIBC + "import struct; call(321, 0, struct.pack('5I', 2, 4, 4, 1, 0), 20); done = True",
        root=True,
    ),
    Attack(
        "count another's performance",
        "calls perf_event_open",
        _LIBC + "import struct\n"
        "call(298, struct.pack('IIQQQQQ', 1, 112, 0, 0, 0, 0, 0b1100000).ljust(112, b'\\0'),"
        " 0, -1, -1, 0); done = True",
        root=True,
    ),
    Attack(
        "handle its own page faults",
        "calls userfaultfd",
        _LIBC + "call(323, 1); done = True",
    ),
    Attack(
        "make calls from a ring",
        "calls io_uring_setup",
        _LIBC + "call(425, 4, ctypes.create_string_buffer(120)); done = True",
    ),
    Attack(
        "keep a key in the kernel",
        "calls add_key",
        _LIBC + "call(248, b'user', b'note', b'x', 1, -2); done = True",
    ),
)

_RESOURCES = (
    Attack(
        "take one large piece of memory",
        "asks for 1 GB at once",
        "block = bytearray(2**30); done = True",
    ),
    Attack(
        "take much memory in pieces",
        "asks for 16 times 64 MB",
        "import numpy as np\nblocks = [np.ones(2**23) for _ in range(16)]; done = True",
    ),
    Attack(
        "raise its own memory limit",
        "calls setrlimit, then asks for 1 GB",
        "import resource as r\n"
        "r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY, r.RLIM_INFINITY))\n"
        "block = bytearray(2**30); done = True",
    ),
    Attack(
        "hide memory in a memfd",
        "writes 300 MB into a file that has no name",
        "import os\n"
        "fds = [os.memfd_create('m') for _ in range(60)]\n"
        "for fd in fds: os.write(fd, bytes(5 * 2**20))\n"
        "done = True",
    ),
    Attack(
        "hide memory in a segment",
        "makes a System V shared memory segment of 300 MB",
        _LIBC + "number = call(29, 0, 300 * 2**20, 0o1600)\ndone = True\ncall(31, number, 0, 0)",
    ),
    Attack(
        "pin memory",
        "locks 64 MB into memory",
        _LIBC + "block = bytearray(2**26)\n"
        "done = libc.mlock((ctypes.c_char * len(block)).from_buffer(block), len(block)) == 0",
        root=True,
    ),
    Attack(
        "fill the disk with one file",
        "writes 200 MB",
        "with open('big', 'wb') as file:\n"
        "    for _ in range(200): file.write(bytes(2**20))\n"
        "done = True",
    ),
    Attack(
        "fill the disk with several files",
        "writes 40 files of 5 MB",
        "import time\n"
        "for i in range(40):\n"
        "    with open(f'f{i}', 'wb') as file: file.write(bytes(5 * 2**20))\n"
        "    time.sleep(0.02)\n"
        "done = True",
    ),
    Attack(
        "fill the disk with many files",
        "creates 3000 files",
        "import time\n"
        "for i in range(3000):\n"
        "    open(f'f{i}', 'w').write('x')\n"
        "    if i % 100 == 0: time.sleep(0.02)\n"
        "done = True",
    ),
    Attack(
        "fill the disk with deleted files",
        "writes 40 files of 5 MB, and deletes each while it is open",
        "import os, time\n"
        "files = []\n"
        "for i in range(40):\n"
        "    files.append(open(f'f{i}', 'wb')); os.remove(f'f{i}')\n"
        "    files[-1].write(bytes(5 * 2**20)); files[-1].flush(); time.sleep(0.02)\n"
        "done = True",
    ),
    Attack(
        "fill the disk with files that have no name",
        "writes 40 files of 5 MB opened with O_TMPFILE",
        "import os, time\n"
        "for i in range(40):\n"
        "    fd = os.open('.', os.O_TMPFILE | os.O_RDWR)\n"
        "    os.write(fd, bytes(5 * 2**20)); time.sleep(0.02)\n"
        "done = True",
    ),
    Attack(
        "reserve the disk",
        "asks for 200 MB by fallocate",
        "import os\n"
        "fd = os.open('big', os.O_CREAT | os.O_RDWR)\n"
        "os.posix_fallocate(fd, 0, 200 * 2**20); done = True",
    ),
    Attack(
        "hide files in a folder that cannot be listed",
        "writes 40 files of 5 MB where even its owner may not look",
        "import os, time\n"
        "os.mkdir('dark', 0o300)\n"
        "for i in range(40):\n"
        "    with open(f'dark/f{i}', 'wb') as file: file.write(bytes(5 * 2**20))\n"
        "    time.sleep(0.02)\n"
        "done = True",
    ),
    Attack(
        "flood the output",
        "prints 8 MB",
        "for _ in range(8): print('x' * 2**20)\ndone = True",
    ),
    Attack(
        "flood the judge with a reply",
        "returns 32 MB",
        "import numpy as np\ndef report(): return '', True, np.zeros(2**22)",
    ),
    Attack(
        "open too many files",
        "holds 300 descriptors",
        "import os; fds = [os.open('/dev/null', os.O_RDONLY) for _ in range(300)]; done = True",
    ),
    Attack(
        "loop",
        "computes for 3 seconds where 1 is allowed",
        "import time\nend = time.monotonic() + 3\nwhile time.monotonic() < end: pass\ndone = True",
        limits={"cell_seconds": 1},
    ),
    Attack(
        "loop in C",
        "computes for some seconds without ever looking at a signal",
        "total = sum(range(2 * 10**8)); done = True",
        limits={"cell_seconds": 1},
    ),
    Attack(
        "sleep",
        "waits for 3 seconds where 1 is allowed",
        "import time; time.sleep(3); done = True",
        limits={"cell_seconds": 1},
    ),
    Attack(
        "refuse to be interrupted",
        "ignores every signal and catches every exception, for 3 seconds",
        "import signal, time\n"
        "for number in range(1, 65):\n"
        "    try: signal.signal(number, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n"
        "end = time.monotonic() + 3\n"
        "while time.monotonic() < end:\n"
        "    try: time.sleep(0.1)\n"
        "    except BaseException: pass\n"
        "done = True",
        limits={"cell_seconds": 1},
    ),
    Attack(
        "burn processor time",
        "computes for 3 seconds where 1 of processor time is allowed",
        "import time\nwhile time.process_time() < 3: pass\ndone = True",
        limits={"exercise_cpu_seconds": 1},
    ),
    Attack(
        "burn processor time beyond what is left",
        "computes for 3 seconds where the whole submission has 1, ignoring the signal",
        "import resource, signal, time\n"
        "signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n"
        "while time.process_time() < 3: pass\n"
        "done = True",
        limits={"cpu_seconds": 1},
    ),
)

ATTACKS = (*_READING, *_WRITING, *_NETWORK, *_PROCESSES, *_KERNEL, *_RESOURCES)
