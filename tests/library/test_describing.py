"""Many images and documents are described at once: each by itself, or what they share."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, ModelLogEntry

from cms.library import describing
from cms.media.models import Document, Image
from tests import factories
from tests.factories import Place
from tests.library.conftest import signed_in


@pytest.fixture
def images(place: Place) -> list[Image]:
    return [
        factories.ImageFactory(title=f"Image {number}", alt="", credit="", licence="", caption="Old")
        for number in range(3)
    ]


def address(*files: Any, what: str = "image") -> str:
    ids = "&".join(f"id={getattr(file, 'pk', file)}" for file in files)
    return f"{reverse('wagtail_bulk_action', args=['media', what, 'describe'])}?{ids}"


def alts(images: list[Image], *texts: str) -> dict[str, str]:
    """As the form sends them: with what it has shown."""
    sent = {}
    for image, text in zip(images, texts, strict=True):
        sent |= {f"alt-{image.pk}": text, f"initial-alt-{image.pk}": image.alt}
    return sent


def stored(images: list[Image], *fields: str) -> list[Any]:
    rows = Image.objects.filter(pk__in=[image.pk for image in images]).order_by("pk")
    return list(rows.values_list(*fields, flat=len(fields) == 1))


def test_each_is_described_and_all_get_what_they_share(reviewer: Client, images: list[Image]) -> None:
    sent = {**alts(images, "One", "Two", ""), "credit": "A. Photographer", "licence": "cc0-1.0"}
    assert reviewer.post(address(*images), sent).status_code == 302
    assert stored(images, "alt", "credit", "licence", "caption") == [
        ("One", "A. Photographer", "cc0-1.0", "Old"),
        ("Two", "A. Photographer", "cc0-1.0", "Old"),
        ("", "A. Photographer", "cc0-1.0", "Old"),
    ]


def test_what_is_emptied_is_empty_and_what_is_left_stays(reviewer: Client, images: list[Image]) -> None:
    Image.objects.update(credit="Old", consent_until="2030-01-01")
    sent = {**alts(images, "", "", ""), "clear-caption": "on", "clear-consent_until": "on"}
    reviewer.post(address(*images), sent)
    assert stored(images, "credit", "caption", "consent_until") == [("Old", "", None)] * 3


def test_each_that_changes_has_one_entry_in_its_history(reviewer: Client, images: list[Image]) -> None:
    reviewer.post(address(*images), {**alts(images, "One", "Two", "")})
    entries = ModelLogEntry.objects.filter(content_type__model="image").order_by("object_id")
    assert [(each.object_id, each.user.username) for each in entries] == [
        (str(image.pk), "reviewer") for image in images[:2]
    ]


def test_each_is_described_in_every_language_and_what_others_have_written_stays(
    reviewer: Client, images: list[Image]
) -> None:
    one, two, _ = images
    Image.objects.filter(pk=two.pk).update(alts={"en": "Two", "ar": "اثنان"})
    form = reviewer.get(address(*images)).context["form"]
    assert form[f"alt-{one.pk}"].label == "Alt text (German) of “Image 0”"
    assert form[f"alt-en-{two.pk}"].initial == "Two"
    sent = alts(images, "Eins", "", "") | {
        f"alt-en-{one.pk}": "One",
        f"alt-en-{two.pk}": "",
        f"initial-alt-en-{two.pk}": "Two",
        f"initial-alt-ar-{two.pk}": "",
    }
    reviewer.post(address(*images), sent)
    assert stored(images, "alt", "alts") == [("Eins", {"en": "One"}), ("", {"ar": "اثنان"}), ("", {})]


@pytest.mark.parametrize(
    "wrong",
    [
        {"licence": "mine"},
        {"consent_until": "some day"},
        {"credit": "C" * 300},
        {"caption": "New", "clear-caption": "on"},
    ],
)
def test_nothing_is_written_where_anything_is_wrong(
    reviewer: Client, images: list[Image], wrong: dict[str, str]
) -> None:
    answer = reviewer.post(address(*images), {**alts(images, "One", "Two", "Three"), **wrong})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {next(iter(wrong))}
    assert "One</textarea>" in answer.content.decode()
    assert stored(images, "alt") == ["", "", ""]


def test_an_alt_text_too_long_is_said_at_its_image(reviewer: Client, images: list[Image]) -> None:
    answer = reviewer.post(address(*images), alts(images, "One", "T" * 501, ""))
    assert answer.context["form"].errors.keys() == {f"alt-{images[1].pk}"}
    assert stored(images, "alt") == ["", "", ""]


def test_what_somebody_else_has_written_meanwhile_stays(reviewer: Client, images: list[Image]) -> None:
    sent = {**alts(images, "One", "", ""), "credit": "A. Photographer"}
    Image.objects.filter(pk=images[1].pk).update(alt="Theirs")
    reviewer.post(address(*images), sent)
    assert stored(images, "alt") == ["One", "Theirs", ""]


def test_images_that_somebody_may_not_change_are_named_and_stay(author: Client, images: list[Image]) -> None:
    mine = images[0]
    mine.uploaded_by_user_id = int(author.session["_auth_user_id"])
    mine.save()
    page = author.get(address(*images))
    assert [row["file"].title for row in page.context["form"].rows()] == ["Image 0"]
    assert "Image 1" in page.content.decode()
    author.post(address(*images), {**alts(images, "One", "Two", "Three"), "credit": "Me"})
    assert stored(images, "alt", "credit") == [("One", "Me"), ("", ""), ("", "")]


def test_nonsense_in_the_address_is_no_error(reviewer: Client, images: list[Image]) -> None:
    assert reviewer.get(address("x", "-1", "9" * 40)).status_code == 200
    assert reviewer.post(address("x"), {}).status_code in (200, 302)


def test_a_form_takes_so_many_and_says_so(
    reviewer: Client, images: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(describing, "MOST_AT_ONCE", 2)
    page = reviewer.get(address("all"))
    assert len(page.context["form"].rows()) == 2
    assert "newest 2" in page.content.decode()


def test_documents_are_described_too(reviewer: Client, place: Place) -> None:
    documents = [factories.DocumentFactory(title=f"Report {number}") for number in range(2)]
    first, second = documents
    sent = {
        f"title-{first.pk}": "Annual report",
        f"initial-title-{first.pk}": "Report 0",
        f"title-{second.pk}": "Report 1",
        f"initial-title-{second.pk}": "Report 1",
        "language": "de",
        "accessible": "yes",
    }
    assert reviewer.post(address(*documents, what="document"), sent).status_code == 302
    rows = Document.objects.order_by("pk").values_list("title", "language", "accessible")
    assert list(rows) == [("Annual report", "de", "yes"), ("Report 1", "de", "yes")]
    sent |= {f"title-{first.pk}": " ", f"initial-title-{first.pk}": "Annual report"}
    answer = reviewer.post(address(*documents, what="document"), sent)
    assert answer.context["form"].errors.keys() == {f"title-{first.pk}"}


def test_an_upload_of_many_leads_to_the_form_with_just_these(author: Client, images: list[Image]) -> None:
    page = author.get(reverse("wagtailimages:add_multiple")).content.decode()
    (link,) = re.findall(r'href="([^"]*just-uploaded[^"]*)"', page)
    assert author.get(link).url == reverse("wagtailimages:add_multiple")
    for number in range(2):
        file = SimpleUploadedFile(f"{number}.jpg", factories.picture().read())
        sent = {"title": f"New {number}", "files[]": file, "collection": Collection.get_first_root_node().pk}
        answer = author.post(
            reverse("wagtailimages:add_multiple"), sent, headers={"X-Requested-With": "XMLHttpRequest"}
        )
        assert answer.json()["success"], answer.content
    form = author.get(link, follow=True).context["form"]
    assert [row["file"].title for row in form.rows()] == ["New 1", "New 0"]


@pytest.mark.parametrize("since", ["", "x", "9" * 30, "-" + "9" * 30])
def test_a_link_to_what_was_uploaded_that_is_no_good_leads_to_the_list(author: Client, since: str) -> None:
    answer = author.get(reverse("library:just_uploaded", args=["document"]), {"since": since})
    assert answer.url == reverse("wagtaildocs:index")


def test_errors_of_an_upload_are_said_per_file_in_the_editors_language(place: Place) -> None:
    editor = signed_in(User.objects.create_superuser("german"), language="de")
    sent = {"title": "x", "files[]": SimpleUploadedFile("x.jpg", b"no picture"), "collection": "1"}
    answer = editor.post(
        reverse("wagtailimages:add_multiple"), sent, headers={"X-Requested-With": "XMLHttpRequest"}
    ).json()
    assert not answer["success"]
    assert "Bild" in answer["error_message"]
