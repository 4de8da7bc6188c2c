"""A moment as people say it: a day, a time, a zone."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.pages.local_times import moments, nearest, to_local, utc_offset
from cms.pages.models import Embargo
from cms.pages.moment_inputs import DayInput, TimeOfDayInput
from cms.pages.time_zones import by_area

FIRST, SECOND = "0", "1"


class EmbargoForm(forms.Form):
    """Gives `until`, in UTC, and the zone's name."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    time = forms.TimeField(label=gettext_lazy("Time"), widget=TimeOfDayInput)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("The zone in which day and time are meant, and in which the embargo is told."),
    )
    # Of a time that clocks show twice in that night.
    which = forms.ChoiceField(
        label=gettext_lazy("Which of the two"), required=False, widget=forms.RadioSelect, choices=()
    )

    def __init__(self, *args: Any, held: Embargo | None, time_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        likely = held.time_zone if held else time_zone
        self.choose("time_zone", [(likely, likely.replace("_", " ")), *by_area()])
        self.fields["time_zone"].initial = time_zone
        self.is_asked_which = False
        if held:
            local = to_local(held.until, held.time_zone)
            self.initial = {
                **self.initial,
                "day": local.date(),
                "time": local.time(),
                "time_zone": held.time_zone,
            }
        # Its choices follow from what is typed; what is sent is looked at in `clean`.
        self.choose("which", [(FIRST, ""), (SECOND, "")])

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if {"day", "time", "time_zone"} <= found.keys():
            local = datetime.combine(found["day"], found["time"])
            until = self.moment(local, found["time_zone"], found.get("which", ""))
            if until and until <= timezone.now():
                self.add_error("day", _("This moment is past."))
            elif until:
                found["until"] = until
        return found

    def moment(self, local: datetime, zone: str, which: str) -> datetime | None:
        """The moment meant; None, with an error at its field, where there is none or more than one."""
        try:
            named = moments(local, zone)
            between = nearest(local, zone) if not named else None
        except OverflowError:
            self.add_error("day", _("This day is too far away."))
            return None
        if between:
            before, after = (date_format(each, "TIME_FORMAT") for each in between)
            self.add_error(
                "time",
                _(
                    "On that day clocks go forward, and never show this time."
                    " Next to it are %(before)s and %(after)s"
                )
                % {"before": before, "after": after},
            )
            return None
        if len(named) == 1:
            return named[0]
        self.ask_which(named, zone)
        if which in (FIRST, SECOND):
            return named[int(which)]
        self.add_error(
            "which", _("On that day clocks go back, and show this time twice. Which one is meant?")
        )
        return None

    def ask_which(self, named: list[datetime], zone: str) -> None:
        self.is_asked_which = True
        first, second = (utc_offset(moment, zone) for moment in named)
        told = [
            (FIRST, _("The first time, before clocks go back (%(offset)s)") % {"offset": first}),
            (SECOND, _("The second time, after that (%(offset)s)") % {"offset": second}),
        ]
        self.choose("which", told)
