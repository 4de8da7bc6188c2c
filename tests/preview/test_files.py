"""Files in a draft: seen by whoever holds the link, for as long as it is good, and by nobody else."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture

from cms.media.models import Image
from cms.preview.models import PreviewLink
from tests import factories
from tests.factories import Place

HERE = "http://localhost:8000"
Read = Callable[..., Any]


def addresses(value: Any) -> list[str]:
    """Every address of a file in a JSON value, those in rich text included."""
    text = str(value).replace("&amp;", "&")
    found = [part.split("'")[0].split('"')[0] for part in text.split(f"{HERE}/files/")[1:]]
    return [f"/files/{each}" for each in found]


@pytest.fixture
def page(place: Place) -> Any:
    """Shows pictures as a teaser, in a block and in what it links to, and a document."""
    document = factories.DocumentFactory()
    teaser, inside = (factories.ImageFactory(alt="", credit="", licence="") for _ in range(2))
    picture = {"image": inside, "alt": "", "decorative": True, "caption": ""}
    return factories.ContentPageFactory(
        parent=place.home,
        live=False,
        teaser_image=teaser,
        body=[
            ("image", picture),
            ("paragraph", f'<p><a linktype="document" id="{document.pk}">Bericht</a></p>'),
        ],
    )


def test_every_file_of_a_draft_has_an_address_that_works_and_ends(
    page: Any, read: Read, client: Client
) -> None:
    found = addresses(read(page))
    assert len({each.split("/")[4] for each in found if "/images/" in each}) == 2
    assert [each for each in found if "/documents/" in each]
    some = [each for each in found if "/documents/" in each or "format-webp" in each]
    for address in some:
        assert address.startswith("/files/private/")
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert client.get(address.partition("?")[0]).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=2)):
        assert {client.get(address).status_code for address in some} == {404}


def test_no_address_outlives_the_link(page: Any, client: Client, ask: Any) -> None:
    link = PreviewLink.share(page, None)
    with time_machine.travel(link.expires_at - timedelta(minutes=1)):
        address = addresses(ask(link.token).json())[-1]
        assert client.get(address).status_code == 200
    with time_machine.travel(link.expires_at + timedelta(seconds=1)):
        assert client.get(address).status_code == 404


def test_a_picture_is_really_there(page: Any, read: Read, client: Client) -> None:
    told = read(page)["teaser_image"]["renditions"][0]
    answer = client.get(told["url"].removeprefix(HERE))
    with Picture.open(BytesIO(answer.content)) as made:
        assert made.size == (told["width"], told["height"])


def test_a_picture_without_licence_shows_and_without_consent_does_not(page: Any, read: Read) -> None:
    assert read(page)["teaser_image"]["licence"] is None
    Image.objects.update(consent_until=date(2001, 1, 1))
    draft = read(page)
    assert draft["teaser_image"] is None
    assert not [each for each in addresses(draft) if "/images/" in each]


def test_public_pages_keep_their_public_addresses(place: Place, read: Read, client: Client) -> None:
    page = factories.ContentPageFactory(parent=place.home, teaser_image=factories.ImageFactory())
    public = client.get(f"/api/v1/pages/{page.pk}/").json()["teaser_image"]
    assert read(page)["teaser_image"] != public
    assert client.get(f"/api/v1/pages/{page.pk}/").json()["teaser_image"] == public
    assert "/private/" not in str(public)
