"""Does each link inside lead to something that exists?

One to a page that is not public yet is a hint, no gate: readers get its text without the link until it is.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.media.models import Document
from cms.pages.elements import Element, Link
from cms.pages.gates.problems import Problem


def problems(elements: Iterable[Element]) -> Iterator[Problem]:
    """One query for all pages, one for all documents; none where there are no links."""
    links = [element for element in elements if isinstance(element, Link)]
    for kind, model, code, said in (
        (
            "page",
            Page,
            "link-page-deleted",
            _("“%(text)s” leads to a page that has been deleted. Choose another page, or remove the link."),
        ),
        (
            "document",
            Document,
            "link-document-deleted",
            _(
                "“%(text)s” leads to a document that has been deleted. "
                "Choose another one, or remove the link."
            ),
        ),
    ):
        wanted = {link.target for link in links if link.to == kind}
        there = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
        for link in links:
            if link.to == kind and link.target not in there:
                yield Problem(code, link.place, said % {"text": link.text.strip() or link.target})
