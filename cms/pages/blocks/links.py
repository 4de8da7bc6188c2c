"""Contacts and links to read on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.pages.blocks.base import List, Previewed, Struct
from cms.pages.blocks.leaves import AddressOutside, Char, Email, LongText, PageCard, Phone
from cms.pages.reading import JSON, Reading

GROUP = _("More")


class ContactBlock(Previewed, Struct):
    organisation = Char(required=False, max_length=255, label=_("Organisation"))
    name = Char(required=False, max_length=255, label=_("Name"))
    role = Char(required=False, max_length=255, label=_("Role"))
    email = Email(required=False, label=_("Email"))
    phone = Phone(required=False, max_length=60, label=_("Phone"))

    def json(self, value: Any, reading: Reading) -> JSON | None:
        found = super().json(value, reading)
        return found if found and any(found.values()) else None

    def problems(self, value: Any) -> dict[str, Any]:
        if not (value["name"] or value["organisation"]):
            return {"name": ValidationError(_("Give a name or an organisation."))}
        if not (value["email"] or value["phone"]):
            return {"email": ValidationError(_("Give an email address or a phone number."))}
        return {}

    class Meta:
        group = GROUP
        icon = "user"
        label = _("Contact")
        description = _("Whom to ask about this.")
        label_format = "{name} {organisation}"
        template = "pages/blocks/contact.html"
        preview_value = {
            "organisation": _("Press office"),
            "name": "Jonas Weber",
            "role": _("Spokesperson"),
            "email": "press@example.org",
            "phone": "+49 30 1234567",
        }


class LinkItem(Struct):
    title = Char(
        required=False,
        max_length=255,
        label=_("Title"),
        help_text=_("Needed for an address outside; a page brings its own."),
    )
    page = PageCard(required=False, label=_("Page"))
    url = AddressOutside(required=False, label=_("Or an address outside"))
    text = LongText(required=False, label=_("What is there"))

    def json(self, value: Any, reading: Reading) -> JSON | None:
        found = super().json(value, reading)
        if found is None or (value.get("page") and found["page"] is None):
            return None  # The page is not public: what is said of it here goes with it.
        return found if found["page"] or found["url"] else None

    def problems(self, value: Any) -> dict[str, Any]:
        if bool(value["page"]) == bool(value["url"]):
            return {"url": ValidationError(_("Choose a page or write an address, one of the two."))}
        if value["url"] and not value["title"]:
            return {"title": ValidationError(_("Say what the link leads to."))}
        return {}

    class Meta:
        icon = "link"
        label = _("Link")


class LinksBlock(Previewed, Struct):
    essential = ("items",)

    title = Char(required=False, max_length=200, label=_("Title"))
    items = List(LinkItem(), min_num=1, max_num=30, label=_("Links"))

    class Meta:
        group = GROUP
        icon = "link"
        label = _("Links")
        description = _("Where to read on, as cards.")
        label_format = "{title}"
        template = "pages/blocks/links.html"
        preview_value = {
            "title": _("Read on"),
            "items": [
                {
                    "page": None,
                    "url": "https://www.example.org/report",
                    "title": _("The report in full"),
                    "text": _("120 pages, in four languages"),
                },
            ],
        }
