"""Grade on submit: what `grader serve` does, from nbgrader's exchange to the learner's page.

What has arrived stands in the exchange, what is graded in the gradebook, what is released in the
exchange again: there is no other record, so a service that is killed knows all of it when it is
started again.
"""
