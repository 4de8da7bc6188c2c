"""A broken link in words, in the reader's language."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.links.broken import Fault
from cms.links.models import DOCUMENT, IMAGE, PAGE, PATH, LinkInside
from cms.pages.items import KINDS


def title(link: LinkInside) -> str:
    """Of the page, or “Menu main”."""
    if link.page:
        return str(link.page.draft_title)
    return f"{capfirst(KINDS[link.what].model._meta.verbose_name)} {link.name}"


def url(link: LinkInside, finder: AdminURLFinder) -> str:
    """Its place in the form."""
    if link.page_id:
        return reverse("wagtailadmin_pages:edit", args=[link.page_id]) + link.fragment
    return (finder.get_edit_url(KINDS[link.what].model(pk=link.number)) or "") + link.fragment


def said(link: Any) -> str:
    """“our report”: Leads to a page that has been deleted."""
    told = {
        (PAGE, Fault.DELETED): _("Leads to a page that has been deleted."),
        (PAGE, Fault.HIDDEN): _("Leads to a page that is not public."),
        (DOCUMENT, Fault.DELETED): _("Leads to a document that has been deleted."),
        (DOCUMENT, Fault.HIDDEN): _("Leads to a document in a private collection."),
        (IMAGE, Fault.DELETED): _("Shows an image that has been deleted."),
        (IMAGE, Fault.HIDDEN): _("Shows an image in a private collection."),
        (PATH, Fault.HIDDEN): _("Leads to an address where nothing is public."),
    }[link.to, Fault(link.fault)]
    return _("“%(text)s”: %(fault)s") % {"text": link.text, "fault": told} if link.text else told


def state(link: Any) -> str:
    return _("Public") if link.is_public else _("Draft")
