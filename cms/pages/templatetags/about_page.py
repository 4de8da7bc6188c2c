"""The head of a screen of ours that is about one page: as that of Wagtail's own history and usage."""

from typing import Any

from django import template
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import Page

register = template.Library()


@register.inclusion_tag("wagtailadmin/shared/headers/slim_header.html", takes_context=True)
def about_page(context: dict[str, Any], page: Page, heading: str, icon: str) -> dict[str, Any]:
    """The way through the tree to the page, then `heading` with the page's title beside it."""
    title = get_latest_str(page)
    way = get_breadcrumbs_items_for_page(page, context["request"].user)
    return {
        "request": context["request"],
        "title": f"{heading}: {title}",
        "breadcrumbs_items": [*way, {"url": "", "label": heading, "sublabel": title}],
        "icon_name": icon,
    }
