"""The desk's list of images in use that lack something."""

from datetime import timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from cms.library.report import PLACES
from cms.media.models import Image
from cms.published.models import PublishedItem
from newsroom.models import Organisation
from tests import factories
from tests.factories import Place


def listed(client: Client, **asked: Any) -> dict[str, set[str]]:
    """What the report says is missing, by the image's title."""
    answer = client.get(reverse("library:missing"), asked)
    assert answer.status_code == 200
    return {each.title: set(each.lacks) for each in answer.context["object_list"]}


def use(place: Place, **fields: Any) -> Image:
    """No page is published with what lacks anything; it may come to lack it."""
    image: Image = factories.ImageFactory(title=fields["title"])
    factories.NewsPageFactory(parent=place.newsroom, title=f"With {image.title}", teaser_image=image)
    for name, value in fields.items():
        setattr(image, name, value)
    image.save()
    return image


def make_all(place: Place) -> None:
    today = timezone.localdate()
    use(place, title="whole")
    use(place, title="bare", alt="", credit=" ", licence="")
    use(place, title="people", people_shown="Ada")
    use(place, title="withdrawn", consent_withdrawn_on=today, consent_until=today)
    use(place, title="ended", consent_until=today - timedelta(days=1))
    use(place, title="ending", consent_until=today + timedelta(days=29))
    use(place, title="long", consent_until=today + timedelta(days=31))
    factories.ImageFactory(title="unused", alt="")


ALL = {
    "bare": {"alt", "credit", "licence"},
    "people": {"consent"},
    "withdrawn": {"withdrawn"},
    "ended": {"ended"},
    "ending": {"ending"},
}


def test_it_names_what_each_image_in_use_lacks(reviewer: Client, place: Place) -> None:
    make_all(place)
    assert listed(reviewer) == ALL
    assert listed(reviewer, lack="ended") == {"ended": {"ended"}}
    assert listed(reviewer, lack=["ended", "credit"]).keys() == {"ended", "bare"}


def test_an_image_that_is_decorative_wherever_it_is_used_lacks_no_alt_text(
    reviewer: Client, place: Place, django_capture_on_commit_callbacks: Any
) -> None:
    image = factories.ImageFactory(title="ornament", alt="")

    def page(**said: Any) -> Any:
        body = [("image", {"image": image, "alt": "", "decorative": False, "caption": "", **said})]
        return factories.NewsPageFactory(parent=place.newsroom, body=body)

    page(decorative=True)
    page(alt="Described where it is used")
    assert listed(reviewer) == {}
    with django_capture_on_commit_callbacks(execute=True):  # as Wagtail writes its index of references
        factories.OrganisationFactory(logo=image)
    assert listed(reviewer) == {"ornament": {"alt"}}
    Organisation.objects.all().delete()
    assert listed(reviewer) == {}
    news = page(decorative=True)
    news.body[0].value["decorative"] = False
    news.save_revision()  # a draft; what is public beside it says nothing else
    assert listed(reviewer) == {"ornament": {"alt"}}


def test_an_alt_text_is_missing_in_each_language_in_which_the_image_is_shown(
    reviewer: Client, place: Place
) -> None:
    image = use(place, title="market", alt="Ein Markt")
    assert listed(reviewer) == {}
    english = {"parent": place.newsrooms["en"], "locale": place.newsrooms["en"].locale}
    factories.NewsPageFactory(teaser_image=image, **english)
    assert listed(reviewer) == {"market": {"language"}}
    Image.objects.filter(pk=image.pk).update(alt="", alts={"en": "A market"})
    assert listed(reviewer) == {"market": {"language"}}
    Image.objects.filter(pk=image.pk).update(alt="Ein Markt")
    assert listed(reviewer) == {}


def test_the_first_page_counts_them_and_shows_three(reviewer: Client, place: Place) -> None:
    make_all(place)
    shown = reviewer.get(reverse("wagtailadmin_home"), headers={"accept-language": "en"}).content.decode()
    assert f"Images: what is missing ({len(ALL)})" in unescape(shown)


def test_the_list_is_one_query_however_long_it_is(
    reviewer: Client, place: Place, django_assert_max_num_queries: Any
) -> None:
    address = reverse("library:missing")
    for number in range(2):
        use(place, title=f"bare {number}", alt="")
    reviewer.get(address)
    with django_assert_max_num_queries(99) as few:
        reviewer.get(address)
    for number in range(4):
        factories.OrganisationFactory(logo=use(place, title=f"more {number}", alt=""))
    reviewer.get(address)
    with django_assert_max_num_queries(99) as many:
        reviewer.get(address)
    assert len(many) == len(few)
    asked = [each["sql"] for each in many.captured_queries if PublishedItem._meta.db_table in each["sql"]]
    # How many there are, for the pages of the list; and the list.
    assert [sql.startswith("SELECT COUNT(") for sql in asked] == [True, False]


def test_each_is_named_with_its_pages_and_links_to_mend(reviewer: Client, place: Place) -> None:
    image = use(place, title="bare", alt="")
    page = reviewer.get(reverse("library:missing")).content.decode()
    assert reverse("wagtailimages:edit", args=[image.pk]) in page
    assert "With bare" in page
    assert reverse("wagtail_bulk_action", args=["media", "image", "describe"]) in page


def test_a_page_that_its_reader_may_not_see_is_not_named(author: Client, place: Place) -> None:
    """Somebody may change her own images, wherever others have used them."""
    image = use(place, title="bare", alt="")
    image.uploaded_by_user_id = int(author.session["_auth_user_id"])
    image.save()
    assert "With bare" in author.get(reverse("library:missing")).content.decode()
    GroupPagePermission.objects.all().delete()
    page = author.get(reverse("library:missing")).content.decode()
    assert "With bare" not in page
    assert "A page that you may not see" in page


def test_images_of_others_are_not_listed_for_who_may_not_change_them(author: Client, place: Place) -> None:
    use(place, title="bare", alt="")
    assert listed(author) == {}


def test_it_can_be_had_as_a_table(reviewer: Client, place: Place) -> None:
    use(place, title="bare", alt="")
    answer = reviewer.get(reverse("library:missing"), {"export": "csv"})
    text = b"".join(answer).decode()
    assert "bare" in text
    assert "Alt text is missing" in text
    assert "With bare" in text


def test_each_place_is_told_as_it_is_though_only_a_few_are_named(
    reviewer: Client, place: Place, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # as Wagtail writes its index of references
        image = factories.ImageFactory(title="bare")
        for number in range(PLACES + 1):
            factories.NewsPageFactory(parent=place.newsroom, title=f"N{number}", teaser_image=image)
    Image.objects.filter(pk=image.pk).update(alt="")
    (found,) = reviewer.get(reverse("library:missing")).context["object_list"]
    assert [use.state for use in found.uses] == ["Public"] * PLACES
    assert found.has_more
