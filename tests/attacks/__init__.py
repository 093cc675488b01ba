"""Attacks on the sandbox, as data, and one runner that tries them in every situation.

isolation.py   what a submission may try against the machine
cheats.py      what it may try against its own grade
scene.py       what there is to steal or harm, and how one sees that it was
runner.py      try them all in one situation
naive.py       a grader without protection, in which the cheats must succeed
table.py       the table of what happened
"""
