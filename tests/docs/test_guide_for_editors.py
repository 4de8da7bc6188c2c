"""`docs/editors/`: the same guide in each language, with all the pictures that `make pictures` takes."""

import re

import pytest

from cms.launch.development import BASE_DIR

GUIDES = BASE_DIR / "docs" / "editors"


def shown(language: str) -> list[str]:
    return re.findall(rf"\(pictures/{language}/([a-z-]+)\.png\)", (GUIDES / f"{language}.md").read_text())


def test_both_languages_show_the_same_steps_in_the_same_order() -> None:
    assert shown("de") == shown("en")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_picture_that_is_taken_is_shown(language: str) -> None:
    taken = {path.stem for path in (GUIDES / "pictures" / language).glob("*.png")}
    assert taken == set(shown(language))
