"""From a local time, as people write it, to the moments that it names: one, two, or none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def moments(local: datetime, zone: str) -> list[datetime]:
    """The moments (UTC, in order) at which clocks in that zone show this time, given without a zone.

    Two in the hour that clocks repeat, none in the one that they leave out.
    """
    both = {from_local(local, zone, fold) for fold in (0, 1)}
    return sorted(moment for moment in both if to_local(moment, zone) == local)


def nearest(local: datetime, zone: str) -> tuple[datetime, datetime]:
    """Of a time that clocks leave out: the last minute before and the first after, as they show them."""
    after = from_local(local, zone, 1)  # as if clocks had gone forward already
    behind = from_local(local, zone, 0)
    while to_local(after, zone) < local and after < behind:
        after += MINUTE
    return to_local(after - MINUTE, zone), to_local(after, zone)


def from_local(local: datetime, zone: str, fold: int) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def to_local(moment: datetime, zone: str) -> datetime:
    """What clocks in that zone show at the moment, without a zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
