"""Pages for a browser: each learner's feedback, and what a class has misunderstood.

A page is one file that fetches nothing and runs no script. What learners wrote
is escaped, or rendered and then sanitised.
"""
