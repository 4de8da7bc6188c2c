"""Why a page is not public, as its editor may mend it.

Whether it is, is asked of what readers get (`cms.published.visibility`) and never worked out here.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.embargoes import original
from cms.pages.endings import HowItEnded
from cms.pages.models import BasePage, Embargo
from cms.pages.paths import deepest_root, site_roots


@dataclass(frozen=True)
class Reason:
    """`mend`: what would change it, `url`: where; empty where nothing does, or nobody here."""

    text: str
    mend: str = ""
    url: str = ""
    is_embargo: bool = False


def causes(page: BasePage) -> list[Reason]:
    """All that keeps it from being public. Some queries, the same number for each page."""
    found = [*own_causes(page), *held_causes(page), *causes_above(page)]
    return found or [Reason(_("It is being made ready: in a moment it is public."))]


def own_causes(page: BasePage) -> list[Reason]:
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    found = []
    if page.view_restrictions.exists():
        found.append(Reason(_("It is private."), _("Change its privacy"), edit))
    if page.alias_of_id and not original(page).live:
        found.append(Reason(_("It mirrors a page that is not published.")))
    if page.live:
        if page.expire_at and page.expire_at <= timezone.now():
            found.append(Reason(_("It has expired.")))
    elif scheduled := page.scheduled_revision:
        moment = in_words(scheduled.approved_go_live_at)
        found.append(Reason(_("It is scheduled for %(moment)s.") % {"moment": moment}, _("Edit it"), edit))
    elif page.ended_how:
        ended = HowItEnded(page.ended_how)
        undo = reverse("endings:undo", args=[page.pk])
        found.append(Reason(f"{ended.label}.", _("Undo that"), undo))
    elif page.expired:
        text = (
            _("It expired on %(moment)s.") % {"moment": in_words(page.expire_at)}
            if page.expire_at
            else _("It has expired.")
        )
        found.append(Reason(text, _("Publish it again"), edit))
    else:
        found.append(Reason(_("It is a draft."), _("Publish it"), edit))
    return found


def held_causes(page: BasePage) -> list[Reason]:
    held = Embargo.of(page)
    if not (held and held.is_in_force):
        return []
    text = _("It is under embargo until %(until)s.") % {"until": held.in_words}
    url = reverse("embargoes:embargo", args=[page.pk])
    return [Reason(text, _("Look at the embargo"), url, is_embargo=True)]


def causes_above(page: BasePage) -> list[Reason]:
    above = list(page.get_ancestors().prefetch_related("view_restrictions"))
    root = deepest_root([*above, page], site_roots())
    if root is None:
        return [Reason(_("It is in no site."))]
    now = timezone.now()
    held = set(
        Embargo.objects.filter(
            translation_key__in=[each.translation_key for each in above], until__gt=now
        ).values_list("translation_key", flat=True)
    )
    found = []
    for place, each in enumerate(above):
        closed = bool(each.view_restrictions.all())
        # What stands above a site's root is no page of readers'; only its privacy counts.
        hidden = place >= root[1] and (not each.live or each.translation_key in held)
        if closed or hidden:
            found.append(section(each, closed=closed))
    return found


def section(page: Page, *, closed: bool) -> Reason:
    text = _("The section “%(title)s” is private.") if closed else _("The section “%(title)s” is not public.")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Reason(text % {"title": page.get_admin_display_title()}, _("Open the section"), url)


def in_words(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
