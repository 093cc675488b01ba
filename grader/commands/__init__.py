"""One module for each `grader` subcommand."""
