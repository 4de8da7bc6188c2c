"""What a menu is made of: panels, and below them links of two levels."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.pages.blocks.base import List, Stream, Struct
from cms.pages.blocks.leaves import AddressOutside, Char, Choice, LongText, PageCard, Url
from cms.pages.fields import empty_to_none
from cms.pages.reading import JSON, Reading


class MenuEntry(Struct):
    """A node of a menu: a link to a page or to an address, or a heading that holds others.

    Untitled, it is called as its page is. It goes with its page: one that is not public takes the
    whole entry along, what stands below it too, and so does a heading without anything below it.
    """

    title = Char(
        required=False, max_length=120, label=_("Title"), help_text=_("Otherwise the title of the page.")
    )
    page = PageCard(required=False, label=_("Page"))
    url = AddressOutside(required=False, label=_("Or an address outside"))

    def node(self, block_id: str | None, value: Any, reading: Reading) -> JSON | None:
        """The menu's node, or None where nothing is left."""
        page = value.get("page")
        link = reading.link(page.pk) if page else None
        below = value["items"].bound_blocks if value.get("items") else []
        nodes = (child.block.node(child.id, child.value, reading) for child in below)
        items = [node for node in nodes if node]
        title = empty_to_none(value.get("title")) or (link["title"] if link else None)
        url = link["html_url"] if link else empty_to_none(value.get("url"))
        if title is None or (page and link is None) or not (url or items):
            return None
        return {
            "id": block_id,
            "title": title,
            "intro": empty_to_none(value.get("intro")),
            "url": url,
            "page": page_json(link) if link else None,
            "items": items,
        }

    def problems(self, value: Any) -> dict[str, Any]:
        if value.get("page") and value.get("url"):
            return {"url": ValidationError(_("Choose a page or write an address, not both."))}
        if not value.get("page") and not value.get("title"):
            return {"title": ValidationError(_("Without a page, the entry needs a title."))}
        if not (value.get("page") or value.get("url") or value.get("items")):
            return {"page": ValidationError(_("Choose a page, write an address, or add entries below."))}
        return {}

    class Meta:
        icon = "link"


def page_json(link: JSON) -> JSON:
    """`{"id", "html_path", "locale"}`: the page may be in another language than the menu."""
    return {name: link[name] for name in ("id", "html_path", "locale")}


class MenuLink(MenuEntry):
    class Meta:
        label = _("Link")


class MenuGroup(MenuEntry):
    items = List(MenuLink(), default=[], required=False, label=_("Links below"), collapsed=True)

    class Meta:
        label = _("Link with links below")


class MenuPanel(MenuEntry):
    intro = LongText(
        required=False,
        label=_("Introduction"),
        help_text=_("A sentence or two at the top of the panel of a mega menu."),
    )
    items = List(MenuGroup(), default=[], required=False, label=_("Links"), collapsed=True)

    class Meta:
        icon = "list-ul"
        label = _("Panel")


class MenuPanels(Stream):
    panel = MenuPanel()

    class Meta:
        collapsed = True

    def nodes(self, value: Any, reading: Reading) -> list[JSON]:
        nodes = (child.block.node(child.id, child.value, reading) for child in value)
        return [node for node in nodes if node]


class SocialLink(Struct):
    """An account elsewhere. The name of the service is the same in every language."""

    SERVICES = [
        ("bluesky", "Bluesky"),
        ("facebook", "Facebook"),
        ("flickr", "Flickr"),
        ("instagram", "Instagram"),
        ("linkedin", "LinkedIn"),
        ("mastodon", "Mastodon"),
        ("telegram", "Telegram"),
        ("threads", "Threads"),
        ("tiktok", "TikTok"),
        ("whatsapp", "WhatsApp"),
        ("x", "X"),
        ("youtube", "YouTube"),
        ("other", _("Other")),
    ]

    essential = ("service", "url")

    service = Choice(choices=SERVICES, label=_("Service"))
    url = Url(label=_("Address"))

    class Meta:
        icon = "site"
        label = pgettext_lazy("social media", "Account")
        label_format = "{service}"
