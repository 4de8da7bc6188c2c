"""The tabs in which editors write the organisation's pages."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, Panel, TabbedInterface

from cms.pages.models import BasePage


def tabs(content: Sequence[Panel], sorting: Sequence[Panel] = (), **options: Any) -> TabbedInterface:
    """Content, what the page is sorted by and tied to, its address, its publication."""
    found = [ObjectList(content, heading=_("Content"))]
    if sorting:
        found.append(ObjectList(sorting, heading=_("Topics and links")))
    found.append(ObjectList(BasePage.promote_panels, heading=_("Address and search")))
    found.append(ObjectList(BasePage.settings_panels, heading=_("Publication")))
    return TabbedInterface(found, **options)


def opening() -> list[Panel]:
    """What the writing of an ordinary page begins with."""
    return [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("teaser_image")]


def sorted_by(*more: Panel) -> list[Panel]:
    return [
        InlinePanel("topics", heading=_("Topics"), label=_("topic")),
        *more,
        FieldPanel("sdgs"),
        InlinePanel("contacts", heading=_("Contacts"), label=_("contact")),
        InlinePanel("related", heading=_("Related pages"), label=_("page")),
    ]
