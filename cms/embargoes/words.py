"""The states of a piece's versions in words, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.local_times import in_zone
from cms.pages.models import Embargo


@dataclass(frozen=True)
class VersionRow:
    page: Page
    language: str
    state: str


def version_row(page: Page, held: Embargo | None) -> VersionRow:
    return VersionRow(page, str(page.locale), state(page, held))


def state(page: Page, held: Embargo | None) -> str:
    """Published and waiting, public, scheduled or a draft; and whether it expires before it begins."""
    said = []
    if page.live:
        said.append(_("Published, and waits for the embargo's end") if held else _("Published"))
    if page.approved_schedule:
        scheduled = page.scheduled_revision
        moment = scheduled.approved_go_live_at if scheduled else None
        said.append(_("Scheduled for %(moment)s") % {"moment": in_words(moment) if moment else ""})
    if page.has_unpublished_changes and not page.approved_schedule:
        said.append(_("Draft with changes") if page.live else _("Draft"))
    if held and page.expire_at and page.expire_at <= held.until:
        told = _("Expires on %(moment)s, before the embargo ends: readers will never get it")
        said.append(told % {"moment": in_words(page.expire_at)})
    return " · ".join(said)


def until(held: Embargo) -> str:
    """Its end in its own zone, and in the editor's where that is another."""
    here = until_here(held)
    told = {"until": held.in_words, "here": here}
    return _("%(until)s (where you are: %(here)s)") % told if here else held.in_words


def until_here(held: Embargo) -> str:
    """Its end in the editor's zone; nothing where that is the embargo's."""
    here = get_current_timezone_name()
    return in_zone(held.until, here) if held.time_zone != here else ""


def in_words(moment: datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
