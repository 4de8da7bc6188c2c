"""Labels that readers see are in the language of the item, whichever language the editor works in."""

import pytest
from django.utils.translation import override

from cms.published.contract import contract
from home.models import ProjectStatus
from newsroom.models import NewsKind
from tests.factories import NewsPageFactory, ProjectPageFactory, translate
from tests.projection.observing import content
from tests.projection.world import World

PRESS_RELEASE = {"de": "Pressemitteilung", "en": "Press release", "ar": "بيان صحفي"}
ONGOING = {"de": "Laufend", "en": "Ongoing", "ar": "قيد التنفيذ"}
NO_POVERTY = {"de": "Keine Armut", "en": "No poverty", "ar": "القضاء على الفقر"}
EDITORS = ["de", "en"]


@pytest.mark.parametrize("works_in", EDITORS)
def test_kinds_and_goals_are_named_in_the_language_of_the_news(world: World, works_in: str) -> None:
    newsroom = world.page("news").get_parent()
    with override(works_in):
        german = NewsPageFactory(parent=newsroom, kind=NewsKind.PRESS_RELEASE, sdgs=["1"])
        versions = {"de": german} | {locale: translate(german, locale) for locale in ("en", "ar")}
    for locale, version in versions.items():
        found = content(version)
        assert found["kind"] == {"value": "press_release", "label": PRESS_RELEASE[locale]}
        assert found["sdgs"] == [{"value": "1", "label": NO_POVERTY[locale]}]


@pytest.mark.parametrize("works_in", EDITORS)
def test_a_status_is_named_in_the_language_of_the_project(world: World, works_in: str) -> None:
    section = world.page("page").get_parent()
    with override(works_in):
        german = ProjectPageFactory(parent=section, title="Projekt", status=ProjectStatus.ONGOING)
        versions = {"de": german} | {locale: translate(german, locale) for locale in ("en", "ar")}
    for locale, version in versions.items():
        assert content(version)["status"] == {"value": "ongoing", "label": ONGOING[locale]}


@pytest.mark.parametrize("works_in", EDITORS)
def test_the_values_of_filters_are_named_in_the_language_of_the_request(works_in: str) -> None:
    with override(works_in):
        for locale, name in PRESS_RELEASE.items():
            assert contract.label("kind", "press_release", locale) == name
        assert contract.label("status", "ongoing", "de") == "Laufend"
        assert contract.label("sdg", "1", "ar") == NO_POVERTY["ar"]
        assert contract.label("country", "EG", "de") == "Ägypten"
        assert contract.label("region", "015", "en") == "Northern Africa"
        assert contract.label("locale", "ar", "de") == "Arabisch"
        assert contract.label("type", "home.EventPage", "de") == "Veranstaltung"
        assert contract.label("type", "newsroom.NewsPage", "en") == "News"


def test_a_value_that_has_no_name_is_its_own_label() -> None:
    assert contract.label("kind", "unheard_of", "de") == "unheard_of"
    assert contract.label("year", "2024", "de") == "2024"


def test_every_page_type_has_a_name_for_readers() -> None:
    assert all(contract.label("type", label, "en") != label for label in contract.types)
