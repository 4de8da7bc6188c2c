"""What stands where consent does not cover an image: a stand-in, as it is itself, or nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.media.addresses import image_path
from cms.media.models import Image
from newsroom.models import NewsDownload, NewsOrganisation
from tests import factories
from tests.clock import Clock
from tests.projection.observing import answers, changes, content, item, last_change, run_jobs
from tests.projection.world import World, publish

SPEC = "width-480|stripped|format-webp"


@pytest.fixture
def stand_in(world: World) -> Image:
    made: Image = factories.ImageFactory(alt="Our logo", credit="The house", licence="cc0-1.0")
    image = world.get_image()
    image.file = factories.picture()  # the world's is in the folder of the run's first test
    image.stand_in = made
    image.save()
    return made


def withdraw(image: Image, withdrawn: bool = True) -> None:
    image.consent_withdrawn_on = timezone.localdate() if withdrawn else None
    image.save()


def test_a_stand_in_says_of_itself_what_it_is(world: World, stand_in: Image) -> None:
    told = {"alt": "Those who fled", "decorative": False, "caption": "Ada and her children"}
    body = [("image", {"image": world.get_image(), **told})]
    publish(world.page("news"), body=body)
    assert "Ada and her children" in answers()
    withdraw(world.get_image())
    shown = content(world.page("news"))["body"][0]["value"]["image"]
    assert (shown["id"], shown["alt"], shown["credit"]) == (stand_in.pk, "Our logo", "The house")
    assert shown["licence"]["name"] == "CC0 1.0"
    assert shown["caption"] is None
    assert content(world.page("news"))["teaser_image"]["id"] == stand_in.pk
    assert content(world.page("home"))["featured"][0]["teaser_image"]["id"] == stand_in.pk
    assert "Those who fled" not in answers()
    assert "Ada and her children" not in answers()


@pytest.mark.parametrize("with_stand_in", [True, False])
def test_it_holds_wherever_an_image_can_be(world: World, stand_in: Image, with_stand_in: bool) -> None:
    image = world.get_image()
    image.alt, image.stand_in = "Those who fled", stand_in if with_stand_in else None
    image.save()
    said = {"image": image, "alt": "", "decorative": False, "caption": "Ada and her children"}
    video = {"url": "https://vimeo.com/1", "title": "A day", "poster": image, "caption": "", "transcript": ""}
    publish(
        world.page("news"),
        body=[
            ("image", said),
            ("gallery", {"title": "", "images": [said, {**said, "image": factories.ImageFactory()}]}),
            ("video", video),
        ],
        downloads=[NewsDownload(image=image)],
        organisations=[NewsOrganisation(organisation=factories.OrganisationFactory(name="Them", logo=image))],
    )
    publish(world.page("section"), teaser_image=image)
    factories.SiteIdentityFactory(site=world.get_site(), name="Us", logo=image)
    shown = answers().count(f"/files/images/{image.pk}/")
    assert shown > 8 * 5
    withdraw(image)
    told = answers()
    assert f"/files/images/{image.pk}/" not in told
    assert "Those who fled" not in told
    assert bool(told.count(f"/files/images/{stand_in.pk}/") > 8 * 5) == with_stand_in
    withdraw(image, withdrawn=False)
    assert answers().count(f"/files/images/{image.pk}/") == shown


def test_files_follow_what_is_shown(world: World, stand_in: Image, client: Client) -> None:
    image = world.get_image()

    def statuses() -> list[int]:
        return [client.get(image_path(each, SPEC)).status_code for each in (image, stand_in)]

    assert statuses() == [200, 404]
    withdraw(image)
    assert statuses() == [404, 200]
    assert content(f"image-{stand_in.pk}")["id"] == stand_in.pk
    assert item(f"image-{image.pk}") is None
    withdraw(image, withdrawn=False)
    assert statuses() == [200, 404]


def test_a_stand_in_takes_its_place_to_the_second_and_nothing_tells_of_it_before(
    world: World, stand_in: Image, client: Client, clock: Clock
) -> None:
    image = world.get_image()
    image.consent_until = clock.now.date() + timedelta(days=1)
    image.save()
    until = image.public_until()
    assert until
    assert "Our logo" not in answers()
    assert client.get(image_path(stand_in, SPEC)).status_code == 404
    clock.advance_to(until)
    assert content(world.page("news"))["teaser_image"]["id"] == stand_in.pk
    assert client.get(image_path(stand_in, SPEC)).status_code == 200
    assert client.get(image_path(image, SPEC)).status_code == 404
    since = last_change()
    run_jobs()
    assert ("removed", f"image-{image.pk}") in changes(since)


@pytest.mark.parametrize("how", ["withdrawn", "ended", "private", "deleted", "its own stand-in"])
def test_a_stand_in_that_may_not_be_shown_itself_gives_nothing(
    world: World, stand_in: Image, how: str
) -> None:
    withdraw(world.get_image())
    if how == "deleted":
        stand_in.delete()
    elif how == "private":
        stand_in.collection = stand_in.collection.add_child(name="Casework")
        stand_in.collection.view_restrictions.create(restriction_type="login")
        stand_in.save()
    elif how == "ended":
        stand_in.consent_until = timezone.localdate() - timedelta(days=1)
        stand_in.save()
    else:
        stand_in.stand_in = factories.ImageFactory() if how == "its own stand-in" else None
        withdraw(stand_in)
    assert content(world.page("news"))["teaser_image"] is None


def test_an_image_in_a_private_collection_is_replaced_by_nothing(world: World, stand_in: Image) -> None:
    withdraw(world.get_image())
    world.get_collection().view_restrictions.create(restriction_type="login")
    assert content(world.page("news"))["teaser_image"] is None


def test_what_changes_in_a_stand_in_changes_where_it_stands(world: World, stand_in: Image) -> None:
    withdraw(world.get_image())
    stand_in.alt = "Our new logo"
    stand_in.save()
    assert content(world.page("news"))["teaser_image"]["alt"] == "Our new logo"
