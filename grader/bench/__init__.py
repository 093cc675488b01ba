"""What grading costs: the same class graded by nbgrader, by otter, by this grader, and bare.

`grader bench` calls this. Nothing here knows an exercise by name, and no number
is written in by hand: every figure comes from a run of the real programs.

classes.py     the class: who hands in what, and the course directories it is handed in to
asserts.py     an exercise's public cases as a cell of asserts, for graders of classic notebooks
contenders.py  how each of them is called
bare.py        the limit: a class's own functions on the judged inputs, in one warm process
measure.py     what a command costs, with all its children
run.py         rounds, medians and ratios
spread.py      the same class on more and more Dask workers
"""
