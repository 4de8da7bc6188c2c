"""What readers are sent of a picture: really of that size, format and crop, made when it is asked for."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from PIL import Image as Picture

from cms.launch.overload import STEP_ASIDE
from cms.media.models import Image
from cms.published.models import PublishedItem
from tests.media.conftest import image_json, picture

Make = Callable[..., Image]
Show = Callable[..., PublishedItem]
RED, BLUE = (200, 30, 30), (30, 30, 200)


def half_red(width: int = 1000, height: int = 500) -> bytes:
    """Blue, and red in the last quarter of its width."""
    drawn = Picture.new("RGB", (width, height), BLUE)
    drawn.paste(RED, (width * 3 // 4, 0, width, height))
    output = BytesIO()
    drawn.save(output, "PNG")
    return output.getvalue()


def sent(client: Client, url: str) -> Picture.Image:
    response = client.get(urlsplit(url).path)
    assert response.status_code == 200, url
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    made = Picture.open(BytesIO(body))
    assert Picture.MIME[made.format or ""] == response["Content-Type"]
    return made


@pytest.fixture
def ratios(settings: Any) -> None:
    settings.IMAGE_RATIOS = ["16:9", "1:1"]


def test_every_rendition_is_of_the_size_and_format_that_it_is_said_to_be(
    client: Client, make_image: Make, show: Show, ratios: None
) -> None:
    image = make_image(half_red(1700, 1200))
    show(f"image-{image.pk}")
    told = image_json(image)["renditions"]
    for each in told:
        made = sent(client, each["url"])
        assert made.size == (each["width"], each["height"])
        assert Picture.MIME[made.format or ""] == each["type"]
    assert {each["ratio"] for each in told} == {"original", "16:9", "1:1"}
    assert image.renditions.count() == len(told)


def test_crops_have_the_ratio_they_are_named_by(make_image: Make, ratios: None) -> None:
    for width, height in ((1700, 1200), (400, 3000), (3000, 300)):
        for each in image_json(make_image(picture(width, height)))["renditions"]:
            if each["ratio"] != "original":
                across, down = map(int, each["ratio"].split(":"))
                assert each["width"] <= width
                assert each["height"] <= height
                assert abs(each["width"] * down / across - each["height"]) <= 1


def test_crops_are_around_the_focal_point(client: Client, make_image: Make, show: Show, ratios: None) -> None:
    focus = {"focal_point_y": 250, "focal_point_width": 100, "focal_point_height": 100}
    for x, colour in ((60, BLUE), (940, RED)):
        image = make_image(half_red(), "half.png", focal_point_x=x, **focus)
        show(f"image-{image.pk}", pk=image.pk)
        squares = [each for each in image_json(image)["renditions"] if each["ratio"] == "1:1"]
        assert {each["type"] for each in squares} == {"image/avif", "image/webp", "image/png"}
        for each in squares:
            made = sent(client, each["url"]).convert("RGB")
            edge = 2 if x < 500 else made.width - 3
            found = made.getpixel((edge, made.height // 2))
            assert max(abs(a - b) for a, b in zip(found, colour, strict=True)) < 30  # type: ignore[arg-type]


def test_renditions_are_sorted_and_smaller_formats_come_in_all_widths(make_image: Make, ratios: None) -> None:
    told = image_json(make_image(picture(2000, 1500)))["renditions"]
    keys = [(each["ratio"], each["type"], each["width"]) for each in told]
    assert keys == sorted(keys)
    assert [each[1:] for each in keys if each[0] == "16:9"] == [
        *(("image/avif", width) for width in (480, 960, 1600)),
        ("image/jpeg", 1600),
        *(("image/webp", width) for width in (480, 960, 1600)),
    ]


def test_a_crops_address_changes_with_the_focal_point_and_with_the_file(
    make_image: Make, client: Client, show: Show, ratios: None
) -> None:
    image = make_image(half_red(), "half.png")
    show(f"image-{image.pk}")

    def crops() -> set[str]:
        return {each["url"] for each in image_json(image)["renditions"] if each["ratio"] == "1:1"}

    before = crops()
    assert {sent(client, url).size for url in before} == {(480, 480), (500, 500)}
    image.focal_point_x, image.focal_point_y = 900, 250
    image.save()
    after = crops()
    assert before.isdisjoint(after)
    assert {client.get(urlsplit(url).path).status_code for url in before} == {404}
    assert {sent(client, url).size for url in after} == {(480, 480), (500, 500)}


def test_nobody_gets_a_crop_that_was_not_offered(
    make_image: Make, client: Client, show: Show, ratios: None
) -> None:
    image = make_image(picture(1000, 700))
    show(f"image-{image.pk}")
    path = next(
        urlsplit(each["url"]).path for each in image_json(image)["renditions"] if "fill-" in each["url"]
    )
    assert client.get(path.replace("fill-480x480", "fill-481x481").replace("x270", "x271")).status_code == 404
    assert not image.renditions.exists()


def test_of_many_who_ask_for_the_same_at_once_one_makes_it(
    own_database: None, make_image: Make, show: Show, media_folder: Path
) -> None:
    image = make_image(picture(1600, 1200))
    show(f"image-{image.pk}")
    url = image_json(image)["renditions"][0]["url"]
    answers: list[bytes] = []

    def ask() -> None:
        try:
            answers.append(Client().get(urlsplit(url).path).content)
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 6
    assert len(set(answers)) == 1
    assert image.renditions.count() == 1
    assert len([each for each in media_folder.rglob("*.avif") if each.is_file()]) == 1


def test_a_ratio_that_is_none_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    import runpy  # noqa: PLC0415

    for wrong in ("16x9", "0:1", "16:9,wide", "100:1"):
        monkeypatch.setenv("IMAGE_RATIOS", wrong)
        with pytest.raises(ImproperlyConfigured, match="IMAGE_RATIOS"):
            runpy.run_path("cms/settings.py")
    monkeypatch.setenv("IMAGE_RATIOS", "16:9, 1:1")
    assert runpy.run_path("cms/settings.py")["IMAGE_RATIOS"] == ["16:9", "1:1"]


def test_who_asks_for_a_picture_that_is_to_be_made_steps_aside_once(
    client: Client, image: Image, show: Show
) -> None:
    show(f"image-{image.pk}")
    asked: list[bool] = []

    def step_aside(let: bool) -> dict[str, Any]:
        return {STEP_ASIDE: lambda: asked.append(let) or let}

    path = urlsplit(image_json(image)["src"]).path
    response = client.get(path, **step_aside(False))
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (
        503,
        "10",
        "no-store",
    )
    assert not image.renditions.exists()
    assert [client.get(path, **step_aside(True)).status_code for _ in range(2)] == [200, 200]
    assert asked == [False, True]


def test_a_picture_that_is_taken_away_while_it_is_waited_for_is_not_given(
    client: Client, image: Image, show: Show
) -> None:
    show(f"image-{image.pk}")

    def step_aside() -> bool:
        PublishedItem.objects.all().delete()
        return True

    path = urlsplit(image_json(image)["src"]).path
    assert client.get(path, **{STEP_ASIDE: step_aside}).status_code == 404
