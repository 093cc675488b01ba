"""Run a stranger's code in a process of its own, and get back values, never verdicts.

The judge's side:
client.py      start a warm process, and have it fork workers
asking.py      ask a worker, and hold it to its limits
limits.py      what a worker may use, and what is said when it uses more
protection.py  the strongest confinement that this machine and this user can give
view.py        which of the machine's files a worker may read
wire.py        frames of JSON and raw arrays between judge and worker
remote.py      use a worker's names from a process of the judge's side

The other side:
warm.py        a process that holds imports and no secrets; workers are forked from it
worker.py      the worker's loop: run cells, play cases, call functions
confine.py     what a worker gives up before the first line of a stranger's code, in order:
namespaces.py  a world of its own
privileges.py  user, capabilities, debugging
rlimits.py     resource limits of the kernel
landlock.py    which files it may open
seccomp.py     which system calls it may make
syscalls.py    the kernel's calls by name
cgroup.py      a memory cgroup, where one is handed over
scratch.py     scratch folders on disk, where there can be none in memory
"""
