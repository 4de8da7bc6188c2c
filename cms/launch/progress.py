"""What a person who starts Dateline sees while it takes its time."""

import sys


def say(line: str) -> None:
    """One line of progress, at once, on standard error: the output of a command stays its own."""
    print(line, file=sys.stderr, flush=True)
