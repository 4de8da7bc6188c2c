"""Versions of a page in its history: what each is called, and what can be done with them there."""

from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page, Revision

from cms.pages.models import BasePage

# Of a page that is saved every few seconds nobody looks for one by its time.
OFFERED: Final = 200


def versions(page: Page) -> QuerySet[Revision]:
    """Newest first, without their content. An alias has none of its own: it shows its original's."""
    found: QuerySet[Revision] = (page.alias_of or page).revisions.select_related("user").defer("content")
    return found.order_by("-created_at", "-pk")


def called(version: Revision, page: Page) -> str:
    """When and by whom it was saved, and whether readers have it."""
    moment = date_format(localtime(version.created_at), "SHORT_DATETIME_FORMAT")
    name = version.user.get_full_name() or version.user.get_username() if version.user else ""
    state = {page.latest_revision_id: _("latest"), page.live_revision_id: _("public")}.get(version.pk, "")
    if page.live_revision_id == page.latest_revision_id == version.pk:
        state = _("latest, public")
    return " · ".join(filter(None, (moment, name, state)))


def choices(page: Page, *chosen: Revision | None) -> list[tuple[str, str]]:
    """The versions that a form offers, with those that are chosen already."""
    offered = [*versions(page)[:OFFERED]]
    offered += [each for each in chosen if each and each not in offered]
    return [(str(each.pk), called(each, page)) for each in offered]


def install() -> None:
    """Each version in a page's history can be shared, and be looked at beside the one before it."""
    before, buttons = ActionColumn.get_actions, PageHistoryView.header_buttons.func

    def actions(column: Any, entry: Any, context: Any) -> list[dict[str, str]]:
        found: list[dict[str, str]] = before(column, entry, context)
        if not found or not isinstance(column.object, BasePage):
            return found
        pk, version = column.object.pk, entry.revision_id
        share = f"{reverse('preview:links', args=[pk])}?revision={version}"
        found.append({"url": share, "label": _("Share this version")})
        if earlier := entry.previous_revision_id:
            beside = f"{reverse('preview:beside', args=[pk])}?left={earlier}&right={version}"
            found.append({"url": beside, "label": _("Beside the previous version, on the website")})
        return found

    def with_beside(view: Any) -> list[HeaderButton]:
        found: list[HeaderButton] = buttons(view)
        if isinstance(view.object, BasePage):
            address = reverse("preview:beside", args=[view.object.pk])
            found.append(HeaderButton(label=_("Two versions side by side"), url=address, icon_name="view"))
        return found

    ActionColumn.get_actions = actions
    PageHistoryView.header_buttons = property(with_beside)
