"""The one kind of failure that a person who starts Dateline is meant to read."""


class LaunchError(Exception):
    """Dateline cannot start. Its text is one line that says what is wrong and what to do about it."""
