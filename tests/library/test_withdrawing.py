"""Consent is withdrawn by an act of its own: at once, with its trace, its undo and what stands in."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from cms.library import consent
from cms.media.addresses import image_path
from cms.media.models import Image
from cms.published.models import PublishedItem
from tests import factories
from tests.factories import Place

SPEC = "width-480|stripped|format-webp"
WHOLE = "stripped|format-jpeg"


def told(**more: Any) -> dict[str, Any]:
    return {"on": timezone.localdate().isoformat(), "reference": "Letter of Ada", "stand_in": "", **more}


def act(name: str, image: Image) -> str:
    return reverse(f"library:{name}", args=[image.pk])


def read(client: Client, page: Any) -> Any:
    answer = client.get(f"/api/v1/pages/{page.pk}/")
    assert answer.status_code == 200
    return answer.json()


def test_it_leaves_every_answer_and_its_own_addresses_and_comes_back_when_undone(
    officer: Client, client: Client, news: Any, image: Image
) -> None:
    files = [image_path(image, SPEC), image_path(image, WHOLE), f"/api/v1/images/{image.pk}/"]
    assert [client.get(each).status_code for each in files] == [200, 200, 200]
    answer = officer.post(act("withdraw", image), told())
    assert answer.url == reverse("wagtailimages:edit", args=[image.pk])
    assert [client.get(each).status_code for each in files] == [404, 404, 404]
    assert read(client, news)["teaser_image"] is None
    for address in ("/api/v1/pages/", "/api/v1/pages/?search=News"):
        assert f"images/{image.pk}/" not in client.get(address).content.decode()
    assert officer.get(image_path(image, SPEC, private=True)).status_code == 200
    assert act("undo", image) in officer.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
    assert officer.post(act("undo", image)).status_code == 302
    assert [client.get(each).status_code for each in files] == [200, 200, 200]
    assert read(client, news)["teaser_image"]["id"] == image.pk


def test_a_stand_in_is_chosen_on_the_same_page(
    officer: Client, client: Client, news: Any, image: Image
) -> None:
    other = factories.ImageFactory(alt="Our logo")
    officer.post(act("withdraw", image), told(stand_in=other.pk))
    assert read(client, news)["teaser_image"]["alt"] == "Our logo"
    assert client.get(image_path(other, SPEC)).status_code == 200


def test_who_when_and_why_are_in_the_history(officer: Client, image: Image) -> None:
    other = factories.ImageFactory(title="Logo")
    officer.post(act("withdraw", image), told(on="2026-03-03", stand_in=other.pk))
    officer.post(act("undo", image))
    entries = ModelLogEntry.objects.filter(content_type__model="image").order_by("pk")
    with override("en"):
        said = [(entry.user.username, str(entry.message)) for entry in entries]
    assert said == [
        ("press_officer", "Chose a stand-in: “Logo”"),
        ("press_officer", "Consent withdrawn on March 3, 2026: Letter of Ada"),
        ("press_officer", "Undid the withdrawal of consent"),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "on"),
        ({"on": "tomorrow"}, "on"),
        ({"reference": " "}, "reference"),
        ({"stand_in": "no number"}, "stand_in"),
        ({"stand_in": "0"}, "stand_in"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    officer: Client, image: Image, wrong: dict[str, str], field: str
) -> None:
    answer = officer.post(act("withdraw", image), told(**wrong))
    assert answer.context["form"].errors.keys() == {field}
    image.refresh_from_db()
    assert not image.is_withdrawn


def test_what_is_no_press_officers_is_refused(reviewer: Client, image: Image) -> None:
    for name in ("withdraw", "undo"):
        reviewer.post(act(name, image), told())
    image.refresh_from_db()
    assert not image.is_withdrawn
    page = reviewer.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
    assert act("stand_in", image) in page
    assert act("withdraw", image) not in page


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        ({"credit": ""}, "Credit is missing"),
        ({"alt": " "}, "Alt text is missing"),
        ({"people_shown": "Ben"}, "Shows people without consent"),
        ({"consent_until": timezone.localdate() - timedelta(days=1)}, "Consent has ended"),
        ({"consent_withdrawn_on": timezone.localdate()}, "Consent is withdrawn"),
    ],
)
def test_a_stand_in_is_in_order_itself(reviewer: Client, image: Image, lack: Any, said: str) -> None:
    other = factories.ImageFactory(title="Logo", **lack)
    answer = reviewer.post(act("stand_in", image), {"stand_in": other.pk})
    assert answer.context["form"].errors["stand_in"] == [f"“Logo” is not in order itself: {said}."]


def test_stand_ins_make_no_loops_and_no_chains(reviewer: Client, image: Image) -> None:
    second, third = factories.ImageFactory(), factories.ImageFactory()

    def chosen(whose: Image, stand_in: Image) -> bool:
        reviewer.post(act("stand_in", whose), {"stand_in": stand_in.pk})
        whose.refresh_from_db()
        return bool(whose.stand_in_id == stand_in.pk)

    assert not chosen(image, image)
    assert chosen(image, second)
    assert not chosen(second, image)
    assert not chosen(second, third)
    assert not chosen(third, image)
    assert chosen(third, second)


def test_an_image_in_a_private_collection_stands_in_for_none(reviewer: Client, image: Image) -> None:
    other = factories.ImageFactory(title="Logo")
    other.collection = other.collection.add_child(name="Casework")
    other.collection.view_restrictions.create(restriction_type="login")
    other.save()
    reviewer.post(act("stand_in", image), {"stand_in": other.pk})
    image.refresh_from_db()
    assert image.stand_in_id is None


def test_all_that_uses_it_is_named_before(
    officer: Client, place: Place, news: Any, image: Image, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # as Wagtail writes its index of references
        factories.OrganisationFactory(logo=image)
        factories.NewsPageFactory(parent=place.newsroom, title="A draft", live=False, teaser_image=image)
        news.teaser_image = factories.ImageFactory()
        news.save_revision()
    uses = officer.get(act("withdraw", image)).context["uses"]
    assert {(use.title, use.state) for use in uses} == {
        ("A draft", "Draft"),
        ("Organisation", ""),
        ("News", "Public, in another text or card"),
    }
    assert all(use.edit_url for use in uses)


def test_it_takes_as_many_queries_for_an_image_on_many_pages(
    officer: Client, place: Place, image: Image, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        factories.NewsPageFactory(parent=place.newsroom, title=f"News {number}", teaser_image=image)
    officer.get(act("withdraw", image))
    with django_assert_max_num_queries(24) as asked:
        officer.get(act("withdraw", image))
    of_uses = [each["sql"] for each in asked.captured_queries if PublishedItem._meta.db_table in each["sql"]]
    assert len(of_uses) == 1


def test_no_form_of_the_image_says_that_consent_is_withdrawn(reviewer: Client, image: Image) -> None:
    image.consent_withdrawn_on = timezone.localdate()
    image.save()
    fields = {
        "title": "New",
        "collection": image.collection_id,
        "consent_withdrawn_on": "",
        "consent_withdrawn": "",
    }
    reviewer.post(reverse("wagtailimages:edit", args=[image.pk]), fields)
    image.refresh_from_db()
    assert image.title == "New"
    assert image.is_withdrawn


def test_the_second_of_two_withdrawals_writes_over_nothing(image: Image) -> None:
    first, second = (Image.objects.get(pk=image.pk) for _ in range(2))
    consent.withdraw(first, timezone.localdate(), "Letter of Ada", None, None)
    second.refresh_from_db()
    with pytest.raises(ValidationError, match="meanwhile"), override("en"):
        consent.withdraw(second, timezone.localdate(), "Call of Ada", None, None)
    image.refresh_from_db()
    assert image.withdrawal_reference == "Letter of Ada"
