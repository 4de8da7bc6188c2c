"""When what was not taken is sent again: ten times over three days, as Standard Webhooks advises."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import uniform
from typing import Final

DELAYS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=20),
)
# So that all who have failed at one moment do not come back at one moment.
JITTER: Final = 0.1

# Of different items, one after another: then it is the receiver that fails, and not what is sent.
FAILURES_IN_A_ROW: Final = 5
SHORTEST_REST, LONGEST_REST = timedelta(seconds=10), timedelta(minutes=10)
# The longest that a receiver may ask to be left alone (Retry-After).
LONGEST_WAIT: Final = timedelta(hours=1)

Share = Callable[[float, float], float]


def next_attempt(attempts: int, now: datetime, share: Share = uniform) -> datetime | None:
    """After so many attempts that failed; None: it is given up."""
    if attempts > len(DELAYS):
        return None
    return now + DELAYS[attempts - 1] * share(1 - JITTER, 1 + JITTER)


def rest(failing_since: datetime, now: datetime) -> datetime:
    """Until when a receiver that fails altogether is left alone: the longer, the longer it has failed."""
    return now + min(max((now - failing_since) / 4, SHORTEST_REST), LONGEST_REST)
