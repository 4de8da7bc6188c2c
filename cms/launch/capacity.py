"""How many requests are answered at once, and what that asks of the database: decided here, together.

Each web thread keeps a database connection of its own, so threads and ``max_connections`` depend on one
another: threads that find no connection fail under load, which is when nobody wants to learn it.
"""

import os

from cms.launch.errors import LaunchError

# Connections that are not the web's: the workers' own pools and listeners, commands run by hand, psql.
OTHER_CONNECTIONS = 40
WAIT_SECONDS = 1.0
# Of each web process, the thread that tells what was counted (cms.partners.counting).
COUNTING = 1
# Whoever asks for a picture that is still to be made would rather wait than have none.
PICTURE_SECONDS = 30.0
REFUSING_THREADS = 4
LAST_PORT = 65535


def number(name: str, default: int) -> int:
    """The whole number, 1 or more, in environment variable `name`; LaunchError where it is anything else."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise LaunchError(f"{name} must be a whole number, 1 or more, not {text!r}.")
    return int(text)


def port() -> int:
    """Where the web listens."""
    chosen = number("PORT", 8000)
    if chosen >= LAST_PORT:
        raise LaunchError(f"PORT must be below {LAST_PORT}, not {chosen}.")
    return chosen


def website_port() -> int:
    """Where the starter frontend listens."""
    return port() + 1


def web_workers() -> int:
    """Web processes."""
    return number("WEB_WORKERS", 2)


def web_threads() -> int:
    """Requests that one web process works on at once. Many more would only wait for one another's Python."""
    return number("WEB_THREADS", 4)


def waiting_requests() -> int:
    """Further requests that one web process holds for WAIT_SECONDS, at most, before it answers 503."""
    return 2 * web_threads()


def sending_threads() -> int:
    """Long files that one web process sends at once, each as slowly as its reader takes it."""
    return 2 * web_threads()


def rendering_threads() -> int:
    """Requests of one web process for pictures that are still to be made: one is at work, the others wait."""
    return 2 * web_threads()


def server_threads() -> int:
    """Threads of one web process: that work, wait, send or render, and some that say 503 to all others."""
    beside = waiting_requests() + sending_threads() + rendering_threads()
    return web_threads() + beside + REFUSING_THREADS


def max_connections() -> int:
    """What the database must admit for the web's threads and everything else."""
    return web_workers() * (server_threads() + COUNTING) + OTHER_CONNECTIONS
