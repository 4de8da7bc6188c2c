"""Images, documents, topics and contacts: what shows them follows them."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.published.models import PublishedItem
from home.models import HomeFeatured
from tests import factories
from tests.clock import Clock
from tests.projection.observing import answers, changes, content, item, last_change, run_jobs
from tests.projection.world import World, publish


def test_a_described_image_is_described_wherever_it_is_shown(world: World) -> None:
    since, image = last_change(), world.get_image()
    image.alt = "What is to be seen"
    image.save()
    assert content(world.page("news"))["teaser_image"]["alt"] == "What is to be seen"
    assert content(world.page("home"))["featured"][0]["teaser_image"]["alt"] == "What is to be seen"
    assert content(f"image-{world.image}")["alt"] == "What is to be seen"
    assert ("updated", f"image-{world.image}") in changes(since)
    assert ("refreshed", f"page-{world.pages['news']}") in changes(since)


def test_an_image_is_described_in_the_language_of_what_shows_it(world: World) -> None:
    """Page, card and logo; a German page's card on an English page is German."""
    image = world.get_image()
    image.alt, image.alts = "Ein Markt", {"en": "A market"}
    image.save()
    for language in ("de", "en"):
        factories.SiteIdentityFactory(
            site=world.get_site(), locale=factories.locale(language), logo=image, name="The Agency"
        )
    publish(world.page("other"), teaser_image=image)
    english = factories.translate(world.page("news"), "en", title="News in English")
    publish(world.page("home_en"), featured=[HomeFeatured(target=world.page("other"))])

    def said(image: dict[str, Any]) -> tuple[str, str]:
        return image["alt"], image["alt_locale"]

    assert said(content(world.page("news"))["teaser_image"]) == ("Ein Markt", "de")
    assert said(content(english)["teaser_image"]) == ("A market", "en")
    assert said(content(world.page("home_en"))["featured"][0]["teaser_image"]) == ("Ein Markt", "de")
    assert said(content(f"site-{world.site}-de")["logo"]) == ("Ein Markt", "de")
    assert said(content(f"site-{world.site}-en")["logo"]) == ("A market", "en")
    assert said(content(f"image-{image.pk}")) == ("Ein Markt", "de")
    image.alts = {}
    image.save()
    assert said(content(english)["teaser_image"]) == ("Ein Markt", "de")
    assert said(content(f"site-{world.site}-en")["logo"]) == ("Ein Markt", "de")


def test_an_image_whose_file_is_replaced_has_new_addresses(world: World) -> None:
    before, image = content(world.page("news"))["teaser_image"], world.get_image()
    image.file = factories.picture(800, 400)
    image.save()
    after = content(world.page("news"))["teaser_image"]
    assert after["src"] != before["src"]
    assert after["width"] == 800


def test_an_image_is_public_exactly_while_something_public_shows_it(world: World) -> None:
    assert item(f"image-{world.image}")
    world.page("news").unpublish()
    assert item(f"image-{world.image}") is None
    assert item(f"document-{world.document}") is None
    publish(world.page("news"))
    assert item(f"image-{world.image}")
    other = factories.ImageFactory()
    publish(world.page("news"), teaser_image=other)
    assert item(f"image-{world.image}") is None
    assert item(f"image-{other.pk}")


def test_a_deleted_image_leaves_what_showed_it(world: World) -> None:
    world.get_image().delete()
    assert content(world.page("news"))["teaser_image"] is None
    assert item(f"image-{world.image}") is None


def test_a_withdrawn_consent_takes_the_image_out_of_everything_at_once(world: World) -> None:
    image = world.get_image()
    image.consent_withdrawn_on = timezone.localdate()
    image.save()
    assert f'"id":{image.pk},"alt"' not in answers()
    assert item(f"image-{image.pk}") is None


def test_an_image_leaves_everything_at_the_second_at_which_its_consent_ends(
    world: World, clock: Clock
) -> None:
    image = world.get_image()
    image.consent_until = clock.now.date() + timedelta(days=1)
    image.save()
    until = image.public_until()
    assert until
    clock.advance(seconds=(until - clock.now).total_seconds() - 5)
    assert content(world.page("news"))["teaser_image"]
    assert item(f"image-{image.pk}")
    clock.advance_to(until)
    assert content(world.page("news"))["teaser_image"] is None
    assert content(world.page("home"))["featured"][0]["teaser_image"] is None
    assert item(f"image-{image.pk}") is None
    since = last_change()
    run_jobs()
    assert set(changes(since)) == {
        ("refreshed", f"page-{world.pages['news']}"),
        ("refreshed", f"page-{world.pages['home']}"),
        ("removed", f"image-{image.pk}"),
    }


def test_a_replaced_document_has_a_new_address_in_the_text_that_links_it(world: World) -> None:
    before, document = content(world.page("news"))["body"], world.get_document()
    document.file, document.title = ContentFile(b"%PDF-1.7", name="second.pdf"), "Second report"
    document.save()
    assert content(world.page("news"))["body"] != before
    assert content(f"document-{world.document}")["title"] == "Second report"
    assert content(f"document-{world.document}")["filename"] == "second.pdf"


def test_a_renamed_topic_is_renamed_wherever_it_is_shown(world: World) -> None:
    topic = world.get_topic()
    topic.title = "Labour"
    topic.save()
    assert content(world.page("news"))["topics"] == [{"value": "work", "label": "Labour"}]
    assert content(world.page("page"))["topics"] == [{"value": "work", "label": "Labour"}]
    assert content(world.page("news"))["related"][0]["topics"][0]["label"] == "Labour"


def test_a_topic_put_below_another_is_found_by_that_one_too(world: World) -> None:
    wider, topic = factories.TopicFactory(slug="wider"), world.get_topic()
    topic.parent = wider
    topic.save()
    row = item(world.page("news"))
    assert row
    assert set(row.topics) == {"work", "wider"}
    wider.slug = "widest"
    wider.save()
    row = item(world.page("news"))
    assert row
    assert set(row.topics) == {"work", "widest"}


def test_a_topic_renamed_in_the_admin_is_renamed(world: World, admin: Client) -> None:
    url = reverse("wagtailsnippets_newsroom_topic:edit", args=[world.topic])
    answer = admin.post(url, {"title": "Labour", "slug": "work", "description": "", "parent": ""})
    assert answer.status_code == 302
    assert content(world.page("news"))["topics"][0]["label"] == "Labour"


def test_a_deleted_topic_leaves_what_showed_it(world: World) -> None:
    world.get_topic().delete()
    assert content(world.page("news"))["topics"] == []
    row = PublishedItem.objects.get(key=f"page-{world.pages['news']}")
    assert row.topics == []


def test_a_contact_that_changes_changes_in_every_release(world: World) -> None:
    contact = world.get_contact()
    contact.name, contact.phone = "Grace Example", "+49 30 7654321"
    contact.save()
    shown = content(world.page("news"))["contacts"][0]
    assert (shown["name"], shown["phone"]) == ("Grace Example", "+49 30 7654321")
