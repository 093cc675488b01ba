"""A class of synthetic learners, made from the content, graded for real.

`grader demo` shows with it what the grader does; the tests hold it to that.
"""
