"""Is each image described, credited, licensed, and agreed to by those it shows?"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.media.lacks import Lack, lacks
from cms.media.models import Image
from cms.pages.elements import Element, Picture
from cms.pages.gates.problems import Problem

NOT_DESCRIBED: Final = "image-alt"
# What no use of an image can make up for.
SAID: Final = {
    Lack.CREDIT: (
        "image-credit",
        gettext_lazy("The image “%(image)s” has no credit. Say where it is kept who made it, and for whom."),
    ),
    Lack.LICENCE: (
        "image-licence",
        gettext_lazy(
            "The image “%(image)s” has no licence. Say where it is kept what others may do with it."
        ),
    ),
    Lack.WITHDRAWN: (
        "image-consent-withdrawn",
        gettext_lazy(
            "Those whom the image “%(image)s” shows have withdrawn their consent. Choose another one."
        ),
    ),
    Lack.ENDED: (
        "image-consent-ended",
        gettext_lazy(
            "The consent to show the image “%(image)s” holds only until %(day)s. Choose another one."
        ),
    ),
    Lack.CONSENT: (
        "image-consent-missing",
        gettext_lazy(
            "The image “%(image)s” shows people, and nothing is said of their consent. Say where it is kept "
            "where that is filed, or choose another one."
        ),
    ),
}

NOT_COVERED: Final = {SAID[lack][0] for lack in (Lack.WITHDRAWN, Lack.ENDED)}


def problems(elements: Iterable[Element], at: datetime) -> Iterator[Problem]:
    """As of the moment at which the page goes live. One query for all images; a deleted one shows nothing."""
    pictures = [element for element in elements if isinstance(element, Picture)]
    wanted = {picture.image for picture in pictures}
    images = Image.objects.annotate(lacks=lacks(at)).in_bulk(wanted) if wanted else {}
    for picture in pictures:
        if image := images.get(picture.image):
            yield from of_use(picture, image)
            yield from of_image(picture, image)


def of_use(picture: Picture, image: Any) -> Iterator[Problem]:
    if not picture.needs_alt or Lack.ALT not in image.lacks:
        return
    if picture.described_here:
        said = _("This image has no alternative text. Describe it here, or mark it as decorative.")
    else:
        said = _("The image “%(image)s” has no alternative text. Describe it where it is kept.")
    yield problem(NOT_DESCRIBED, picture, image, said)


def of_image(picture: Picture, image: Any) -> Iterator[Problem]:
    for lack in image.lacks:
        if lack in SAID:
            code, said = SAID[Lack(lack)]
            yield problem(code, picture, image, str(said))


def problem(code: str, picture: Picture, image: Image, said: str) -> Problem:
    day = date_format(image.consent_until, "DATE_FORMAT") if image.consent_until else ""
    address = reverse("wagtailimages:edit", args=[image.pk])
    return Problem(
        code, picture.place, said % {"image": image.title, "day": day}, (address, _("Open the image"))
    )
