"""When the consent of the people shown ends, their picture leaves everything public at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cms.media.addresses import expiring, image_path
from cms.media.models import Image
from cms.published.models import PublishedItem

SPEC = "width-480|stripped|format-webp"
LAST_DAY = date(2026, 3, 28)  # in Berlin clocks change on the next
END = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)


@pytest.fixture
def clock(db: None) -> Iterator[Callable[[datetime], None]]:
    """Sets the database's now(), by standing before PostgreSQL's own in the search path."""

    def show_time(moment: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA IF NOT EXISTS another_clock")
            cursor.execute(
                "CREATE OR REPLACE FUNCTION another_clock.now() RETURNS timestamptz LANGUAGE sql AS "
                f"$$ SELECT '{moment.isoformat()}'::timestamptz $$"
            )
            cursor.execute("SET LOCAL search_path = another_clock, public, pg_catalog")

    yield show_time
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO DEFAULT")


@pytest.fixture
def public_image(make_image: Callable[..., Image], show: Callable[..., PublishedItem]) -> Image:
    image = make_image(people_shown="Two traders", consent_reference="File 12", consent_until=LAST_DAY)
    show(f"image-{image.pk}")
    return image


def test_consent_lasts_to_the_end_of_its_last_day_where_the_site_is(public_image: Image) -> None:
    assert public_image.public_until() == END
    assert public_image.may_be_public(END - timedelta(microseconds=1))
    assert not public_image.may_be_public(END)


def test_consent_without_an_end_has_none(image: Image) -> None:
    assert image.public_until() is None
    image.consent_until = date.max
    assert image.public_until() is None


def test_the_picture_leaves_to_the_second(client: Client, public_image: Image, clock: Any) -> None:
    address = image_path(public_image, SPEC)
    clock(END - timedelta(seconds=10))
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=10"
    clock(END)
    assert client.get(address).status_code == 404


def test_withdrawn_consent_ends_every_address_but_the_editors(
    client: Client, editor: Client, make_image: Callable[..., Image], show: Callable[..., PublishedItem]
) -> None:
    image = make_image()
    show(f"image-{image.pk}")
    public = image_path(image, SPEC)
    given = expiring(image_path(image, SPEC, private=True), timezone.now() + timedelta(hours=1))
    assert client.get(public).status_code == client.get(given).status_code == 200
    image.consent_withdrawn_on = timezone.localdate()
    image.save()
    assert image.is_withdrawn
    assert client.get(public).status_code == client.get(given).status_code == 404
    assert editor.get(image_path(image, SPEC, private=True)).status_code == 200
