"""Events as the first page shows them: what is late, then day by day, the versions of a piece together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _

from cms.agenda.events import GRACE, Event, What

DAYS: Final = 7


@dataclass(frozen=True)
class Line:
    """One moment of one piece or image: an embargo with all the versions that it holds, else one event."""

    events: list[Event]
    is_late: bool

    @property
    def first(self) -> Event:
        return self.events[0]

    @property
    def time(self) -> str:
        return date_format(localtime(self.first.moment), "TIME_FORMAT")

    @property
    def elsewhere(self) -> str:
        """The time where the embargo is told, if clocks there show another one."""
        zone = self.first.zone
        if not zone:
            return ""
        told, here = self.first.moment.astimezone(ZoneInfo(zone)), localtime(self.first.moment)
        if told.replace(tzinfo=None) == here.replace(tzinfo=None):
            return ""
        shown = date_format(told, "TIME_FORMAT")
        if told.date() != here.date():
            shown = date_format(told, "SHORT_DATETIME_FORMAT")
        return _("%(time)s in %(zone)s") % {"time": shown, "zone": zone.replace("_", " ")}

    @property
    def says_how_far(self) -> bool:
        """Where a version may not be ready. What is scheduled or ends is what it is."""
        return self.first.what in (What.EMBARGO, What.REFUSED)


@dataclass
class Day:
    day: date
    name: str
    lines: list[Line] = field(default_factory=list)


def end_of_days(now: datetime) -> datetime:
    """The midnight after the last day that is shown, where the person is."""
    zone = get_current_timezone()
    after = localtime(now).date() + timedelta(days=DAYS + 1)
    return datetime.combine(after, time.min, tzinfo=zone)


def lines(found: Iterable[Event], now: datetime) -> tuple[list[Line], list[Day]]:
    """What is late, and the days on which something is, both in order of time."""
    late: list[Line] = []
    days: dict[date, Day] = {}
    for _key, group in groupby(sorted(found, key=order), key=order):
        events = sorted(group, key=lambda event: event.language or 0)
        moment = events[0].moment
        line = Line(events, is_late=events[0].what == What.REFUSED or moment < now - GRACE)
        if line.is_late:
            late.append(line)
        else:
            day = localtime(moment).date()
            days.setdefault(day, Day(day, name_of(day, localtime(now).date()))).lines.append(line)
    return late, list(days.values())


def order(event: Event) -> tuple[Any, ...]:
    """Alike for the versions of a piece under one embargo."""
    if event.what == What.EMBARGO:
        return event.moment, event.what, str(event.piece)
    return event.moment, event.what, str(event.number)


def name_of(day: date, today: date) -> str:
    """“Tomorrow, Sunday 29 November 2026”."""
    named = f"{date_format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"
    if day <= today:
        return _("Today, %(day)s") % {"day": named}
    if day == today + timedelta(days=1):
        return _("Tomorrow, %(day)s") % {"day": named}
    return named
