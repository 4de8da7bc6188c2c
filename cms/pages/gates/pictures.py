"""Is each image described, credited, licensed, and agreed to by those it shows?"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.media.models import Image
from cms.pages.elements import Element, Picture
from cms.pages.gates.problems import Problem

NOT_DESCRIBED: Final = "image-alt"


def problems(elements: Iterable[Element], at: datetime) -> Iterator[Problem]:
    """As of the moment at which the page goes live. One query for all images; a deleted one shows nothing."""
    pictures = [element for element in elements if isinstance(element, Picture)]
    images = Image.objects.in_bulk({picture.image for picture in pictures})
    for picture in pictures:
        if image := images.get(picture.image):
            yield from of_use(picture, image)
            yield from of_image(picture, image, at)


def of_use(picture: Picture, image: Image) -> Iterator[Problem]:
    if picture.decorative or picture.alt.strip() or image.alt.strip():
        return
    if picture.described_here:
        said = _("This image has no alternative text. Describe it here, or mark it as decorative.")
    else:
        said = _("The image “%(image)s” has no alternative text. Describe it where it is kept.")
    yield problem(NOT_DESCRIBED, picture, image, said)


def of_image(picture: Picture, image: Image, at: datetime) -> Iterator[Problem]:
    if not image.credit.strip():
        said = _("The image “%(image)s” has no credit. Say where it is kept who made it, and for whom.")
        yield problem("image-credit", picture, image, said)
    if not image.licence:
        said = _("The image “%(image)s” has no licence. Say where it is kept what others may do with it.")
        yield problem("image-licence", picture, image, said)
    if image.is_withdrawn:
        said = _("Those whom the image “%(image)s” shows have withdrawn their consent. Choose another one.")
        yield problem("image-consent-withdrawn", picture, image, said)
    elif not image.may_be_public(at):
        said = _("The consent to show the image “%(image)s” holds only until %(day)s. Choose another one.")
        yield problem("image-consent-ended", picture, image, said)
    elif image.people_shown.strip() and not image.consent_reference.strip():
        said = _(
            "The image “%(image)s” shows people, and nothing is said of their consent. Say where it is kept "
            "where that is filed, or choose another one."
        )
        yield problem("image-consent-missing", picture, image, said)


def problem(code: str, picture: Picture, image: Image, said: str) -> Problem:
    day = date_format(image.consent_until, "DATE_FORMAT") if image.consent_until else ""
    address = reverse("wagtailimages:edit", args=[image.pk])
    return Problem(
        code, picture.place, said % {"image": image.title, "day": day}, (address, _("Open the image"))
    )
