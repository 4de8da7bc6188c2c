"""From a local time, as people write it, to the moments that it names (one, two, none), and back to words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

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


def in_zone(moment: datetime, zone: str) -> str:
    """“1 July 2027 10:00 (Europe/Berlin)”, in the reader's language; with the offset where it takes that."""
    local = moment.astimezone(ZoneInfo(zone))
    names = [zone.replace("_", " ")]
    if len(moments(local.replace(tzinfo=None, microsecond=0, fold=0), zone)) > 1:
        names.append(utc_offset(moment, zone))
    return f"{date_format(local, 'DATETIME_FORMAT')} ({', '.join(names)})"


def utc_offset(moment: datetime, zone: str) -> str:
    """`UTC+02:00`"""
    offset = moment.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"
