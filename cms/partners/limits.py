"""How much may be asked: of an address without a key, and of a partner with all its keys together."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from time import time
from typing import Final

from django.conf import settings

from cms.partners.counting import tally
from cms.partners.keys import Holder

MINUTE, HOUR, DAY = 60, 3_600, 86_400
# An address that has asked for less of its limit than this, in one process, is not worth a row.
WORTH: Final = 0.05


@dataclass(frozen=True, slots=True)
class Policy:
    """`quota` requests in each window of so many seconds. `name` is for the headers."""

    name: str
    quota: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a window is by now. `resets`: in how many seconds the next one begins."""

    policy: Policy
    left: int
    resets: int


def of_partner(holder: Holder) -> tuple[str, tuple[Policy, ...]]:
    hour, day = Policy("hour", holder.per_hour, HOUR), Policy("day", holder.per_day, DAY)
    return f"partner-{holder.partner}", (hour, day)


def of_address(client: str) -> tuple[str, tuple[Policy, ...]]:
    return f"address-{client}", (Policy("address", settings.ANONYMOUS_PER_MINUTE, MINUTE),)


def spend(subject: str, policies: Sequence[Policy], *, worth: float = 0) -> tuple[bool, list[Standing]]:
    """Whether one more request is within all limits; if so, it is counted. With how they stand then."""
    now = time()
    windows = [(each.seconds, int(now // each.seconds * each.seconds)) for each in policies]
    within, counts = tally.spend(
        subject, [(*window, each.quota) for window, each in zip(windows, policies, strict=True)], worth
    )
    return within, [
        Standing(each, max(each.quota - count, 0), max(math.ceil(start + seconds - now), 1))
        for each, (seconds, start), count in zip(policies, windows, counts, strict=True)
    ]
