"""Run a stranger's code in a process of its own, and get back values, never verdicts.

client.py    the judge's side: start workers, ask them, hold them to their limits
limits.py    what a worker may use, and what is said when it uses more
wire.py      frames of JSON and raw arrays between the two
warm.py      a process that holds imports and no secrets; workers are forked from it
confine.py   what a worker gives up before it runs the first line of a stranger's code
worker.py    the worker's loop: run cells, play cases, call functions
"""
