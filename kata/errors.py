"""Faults that a person can mend: a message in their language and the exit code of the program."""


class KataError(Exception):
    """Bad usage or input; `str(error)` is the whole message for the user. The program exits with 2."""

    exit_code = 2


class CannotGradeHereError(KataError):
    """A framework or a GPU is missing, or the grader itself is at fault. The program exits with 3."""

    exit_code = 3
