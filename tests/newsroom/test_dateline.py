from datetime import date

import pytest

from newsroom.dateline import dateline, written_date

DAY = date(2024, 7, 2)


@pytest.mark.parametrize(
    ("locale", "place", "text"),
    [
        ("de", "Kairo", "Kairo, 2. Juli 2024"),
        ("en", "Cairo", "Cairo, 2 July 2024"),
        ("ar", "القاهرة", "القاهرة، 2 تموز/يوليه 2024"),
        ("fr", "Le Caire", "Le Caire, 2 juillet 2024"),
        ("es", "El Cairo", "El Cairo, 2 de julio de 2024"),
    ],
)
def test_the_dateline_is_written_as_each_language_writes_it(locale: str, place: str, text: str) -> None:
    assert dateline([place], DAY, "", locale) == {"places": [place], "date": "2024-07-02", "text": text}


def test_several_places_are_joined_with_a_slash() -> None:
    found = dateline(["Kabul", "Kathmandu"], DAY, "", "de")
    assert found is not None
    assert found["text"] == "Kabul/Kathmandu, 2. Juli 2024"
    assert found["places"] == ["Kabul", "Kathmandu"]


def test_the_override_is_what_readers_read_and_the_parts_stay() -> None:
    found = dateline(["Kairo"], DAY, "KAIRO/GENF, im Juli", "de")
    assert found == {"places": ["Kairo"], "date": "2024-07-02", "text": "KAIRO/GENF, im Juli"}


@pytest.mark.parametrize(
    ("places", "day", "text"),
    [(["Kairo"], None, "Kairo"), ([], DAY, "2. Juli 2024"), (["  "], DAY, "2. Juli 2024")],
)
def test_a_missing_part_leaves_no_stray_comma(places: list[str], day: date | None, text: str) -> None:
    found = dateline(places, day, "", "de")
    assert found is not None
    assert found["text"] == text


def test_without_any_part_there_is_no_dateline() -> None:
    assert dateline([], None, " ", "de") is None


def test_every_arabic_month_has_the_two_names_that_the_united_nations_pair() -> None:
    months = {written_date(date(2024, month, 1), "ar").split(" ", 1)[1] for month in range(1, 13)}
    assert len(months) == 12
    assert all(month.count("/") == 1 and month.endswith(" 2024") for month in months)
