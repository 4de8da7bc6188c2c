"""Has somebody else confirmed the wording of each quote that was said in another language?"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.pages.elements import Element, Quotation
from cms.pages.gates.problems import Problem
from cms.pages.quotes import confirmations, digest, to_be_confirmed


def problems(page: Any, elements: Iterable[Element], user: Any) -> Iterator[Problem]:
    """Two queries where there are such quotes, none where there are none."""
    quotes = to_be_confirmed(page, [element for element in elements if isinstance(element, Quotation)])
    if not quotes:
        return
    language = page.locale.language_code
    confirmed = confirmations(quotes, language)
    address = (reverse("pages:quotes", args=[page.pk]), _("Confirm quotes")) if page.pk else None
    for quote in quotes:
        found = confirmed.get(digest(quote, language))
        if found is None:
            said = _(
                "This quote was said in another language. Save the draft; then somebody who has not written "
                "it confirms the wording."
            )
            yield Problem("quote-unconfirmed", quote.place, said, address)
        elif not found.writer_known and user is not None and found.confirmed_by_id == user.pk:
            said = _(
                "You have confirmed this quote yourself, and nobody knows who wrote it: somebody else has to "
                "publish the page."
            )
            yield Problem("quote-unconfirmed", quote.place, said, address)
