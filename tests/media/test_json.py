"""What readers are told of an image and of a document."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from PIL import ExifTags
from PIL import Image as Picture

from cms.media.addresses import document_stamp, image_path
from cms.media.json import SCHEMAS, document_json, image_card
from cms.media.licences import TERMS, Licence
from cms.media.models import Document, Image
from tests.media.conftest import image_json, picture

DESCRIBED = {"alt": "A market", "caption": "In spring", "credit": "Amira Haddad", "licence": "cc-by-4.0"}


def taken_somewhere(orientation: int = 6) -> bytes:
    """An upright picture as a camera stores it: lying down, with the place where it was taken."""
    exif = Picture.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Copyright] = "Example Agency"
    exif[ExifTags.Base.Make] = "Secretcam"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (30.0, 2.0, 40.0)
    return picture(1200, 800, exif=exif)


def test_an_image_has_all_that_its_schema_promises(make_image: Callable[..., Image]) -> None:
    for image in (make_image(), make_image(**DESCRIBED, focal_point_x=250, focal_point_y=100)):
        shown = image_json(image)
        for name, promised in (("Image", shown), ("CardImage", image_card(shown))):
            Draft202012Validator(SCHEMAS[name]).validate(promised)
            assert list(promised) == list(SCHEMAS[name]["properties"])


def test_an_image_is_described(make_image: Callable[..., Image]) -> None:
    image = make_image(
        **DESCRIBED, focal_point_x=250, focal_point_y=100, focal_point_width=9, focal_point_height=9
    )
    shown = image_json(image)
    assert shown["src"].startswith(f"http://localhost:8000/files/images/{image.pk}/")
    assert {
        key: shown[key]
        for key in ("id", "alt", "alt_locale", "decorative", "caption", "credit", "width", "height")
    } == {
        "id": image.pk,
        "alt": "A market",
        "alt_locale": "de",
        "decorative": False,
        "caption": "In spring",
        "credit": "Amira Haddad",
        "width": 1000,
        "height": 500,
    }
    assert shown["licence"] == {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    assert shown["focal_point"] == {"x": 0.25, "y": 0.2}


def test_what_is_not_known_is_null_and_the_alt_text_empty(image: Image) -> None:
    shown = image_json(image)
    assert (shown["alt"], shown["alt_locale"]) == ("", None)
    assert [shown[key] for key in ("caption", "credit", "licence", "focal_point")] == [None] * 4


def test_an_image_is_described_in_the_readers_language_or_says_in_which_other(
    make_image: Callable[..., Image],
) -> None:
    image = make_image(alt="Ein Markt", alts={"en": "A market"})
    assert image.alt_in("en", "de") == ("A market", "en")
    assert image.alt_in("ar", "de") == image.alt_in("de", "de") == ("Ein Markt", "de")
    image.say("", "de", "de")
    assert image.alt_in("ar", "de") == ("A market", "en")
    image.say(" ", "en", "de")
    assert (image.alts, image.alt_in("en", "de")) == ({}, ("", ""))


def test_nothing_internal_is_told(make_image: Callable[..., Image]) -> None:
    image = make_image(people_shown="SECRET", consent_reference="SECRET", title="SECRET", name="SECRET.jpg")
    assert "SECRET" not in str(image_json(image))


@pytest.mark.parametrize(
    ("width", "widths"),
    [(3000, [480, 960, 1600]), (1600, [480, 960, 1600]), (1000, [480, 960, 1000]), (100, [100])],
)
def test_renditions_are_never_wider_than_the_image(
    make_image: Callable[..., Image], width: int, widths: list[int]
) -> None:
    renditions = image_json(make_image(picture(width, 333)))["renditions"]
    assert [(each["type"], each["width"]) for each in renditions] == [
        (type, each) for type in ("image/avif", "image/jpeg", "image/webp") for each in widths
    ]
    assert {each["ratio"] for each in renditions} == {"original"}
    assert len({each["url"] for each in renditions}) == len(renditions)


@pytest.mark.parametrize(("width", "height"), [(1999, 1333), (977, 3), (5, 4000), (1, 1)])
def test_computed_sizes_are_those_of_the_files(
    make_image: Callable[..., Image], settings: Any, width: int, height: int
) -> None:
    settings.IMAGE_RATIOS = ["16:9", "1:1", "9:16", "21:9"]
    image = make_image(picture(width, height))
    for told in image_json(image)["renditions"]:
        spec = told["url"].split("/")[-2].replace("~", "|")
        with Picture.open(image.get_rendition(spec).file) as made:
            assert made.size == (told["width"], told["height"])
            assert Picture.MIME[made.format or ""] == told["type"]


def test_nothing_is_rendered_for_json(image: Image) -> None:
    image_json(image)
    assert not image.renditions.exists()


def test_transparent_pictures_stay_transparent(make_image: Callable[..., Image]) -> None:
    image = make_image(picture(600, 300, "PNG", (0, 0, 0, 0)), "logo.png")
    assert {each["type"] for each in image_json(image)["renditions"]} == {
        "image/avif",
        "image/png",
        "image/webp",
    }
    for format in ("png", "webp", "avif"):
        with Picture.open(image.get_rendition(f"stripped|format-{format}").file) as made:
            assert made.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_a_card_has_webp_alone_and_no_crops(image: Image, settings: Any) -> None:
    settings.IMAGE_RATIOS = ["16:9"]
    card = image_card(image_json(image))
    assert {(each["type"], each["ratio"]) for each in card["renditions"]} == {("image/webp", "original")}
    assert "caption" not in card


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_turned_picture_is_as_large_as_it_looks(make_image: Callable[..., Image], orientation: int) -> None:
    image = make_image(taken_somewhere(orientation))
    assert (image.width, image.height) == ((800, 1200) if orientation in (6, 8) else (1200, 800))
    image.refresh_from_db()
    told = image_json(image)["renditions"][0]
    made = image.get_rendition("width-480|stripped|format-jpeg")
    assert (made.width, made.height) == (told["width"], told["height"])


@pytest.mark.parametrize(
    "spec",
    [
        "width-480|stripped|format-avif",
        "width-480|stripped|format-jpeg",
        "width-480|stripped|format-webp",
        "fill-480x270|stripped|format-avif",
        "stripped|format-jpeg",
    ],
)
def test_public_pictures_do_not_tell_where_they_were_taken(
    make_image: Callable[..., Image], spec: str
) -> None:
    image = make_image(taken_somewhere())
    rendition = image.get_rendition(spec)
    with Picture.open(rendition.file) as made:
        exif = made.getexif()
        # Willow hands it to the encoder of JPEG alone; Pillow's others take nothing by themselves.
        kept = {ExifTags.Base.Copyright: "Example Agency"} if made.format == "JPEG" else {}
        assert dict(exif) == kept
        assert not exif.get_ifd(ExifTags.IFD.GPSInfo)
    rendition.file.open()
    assert b"Secretcam" not in rendition.file.read()


def test_every_public_address_is_stripped(image: Image) -> None:
    shown = image_json(image)
    for url in (shown["src"], *(each["url"] for each in shown["renditions"])):
        assert "stripped" in url.split("/")[-2].split("~")


def test_the_placeholder_is_a_tiny_picture_of_the_same_file(make_image: Callable[..., Image]) -> None:
    image = make_image(picture(1000, 500, color="red"))
    head, _, data = image_json(image)["placeholder"].partition(",")
    assert head == "data:image/webp;base64"
    assert len(data) < 500
    with Picture.open(io.BytesIO(base64.b64decode(data))) as small:
        assert small.size == (16, 8)
        red, green, _ = small.convert("RGB").getpixel((8, 4))  # type: ignore[misc]
        assert red > 200 > 60 > green


def test_the_address_follows_the_focal_point(image: Image) -> None:
    before = image_path(image, "fill-100x100")
    image.focal_point_x = 3
    assert image_path(image, "fill-100x100") != before


def test_a_document_has_all_that_its_schema_promises(make_document: Callable[..., Document]) -> None:
    document = make_document(b"12345", "Über uns.docx", language="prs", accessible="yes")
    shown = document_json(document)
    Draft202012Validator(SCHEMAS["Document"]).validate(shown)
    assert shown == {
        "id": document.pk,
        "title": "Report",
        "url": f"http://localhost:8000/files/documents/{document.pk}/{document_stamp(document)}/%C3%9Cber%20uns.docx",
        "filename": "Über uns.docx",
        "content_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "size": 5,
        "language": "prs",
        "accessible": "yes",
    }
    assert document_json(make_document())["language"] is None
    assert document_json(make_document())["accessible"] == "unknown"


def test_every_licence_has_a_name_for_readers() -> None:
    assert set(TERMS) == set(Licence)
    assert all(terms.name for terms in TERMS.values())


def test_formats_of_the_json_are_known_words(image: Image) -> None:
    shown: dict[str, Any] = image_json(image)
    assert list(shown) == [
        "id", "alt", "alt_locale", "decorative", "caption", "credit", "licence", "width", "height",
        "focal_point", "src", "renditions", "placeholder",
    ]  # fmt: skip
