import pytest

from cms.pages.slugs import LONGEST, slugify
from tests.factories import NewsPageFactory, make_site, translate


@pytest.mark.parametrize(
    ("title", "locale", "slug"),
    [
        (
            "Schutz für Migrant:innen auf der Straße",
            "de",
            "schutz-fuer-migrant-innen-auf-der-strasse",
        ),
        ("Migrant*innen, Migrant_innen, MigrantInnen", "de", "migrant-innen-migrant-innen-migrant-innen"),
        ("Ein:e Helfer:in, alle Helfer/-innen", "de", "ein-e-helfer-in-alle-helfer-innen"),
        ("Über Öl und Ärger", "de", "ueber-oel-und-aerger"),
        ("U\u0308ber die Grenze", "de", "ueber-die-grenze"),  # a decomposed umlaut
        ("Rück\u00adkehr", "de", "rueckkehr"),  # a soft hyphen
        ("Straße nach Zürich", "en", "strasse-nach-zurich"),
        ("L’Été à Genève", "fr", "l-ete-a-geneve"),
        ("Women’s rights: 10 years on", "en", "womens-rights-10-years-on"),
        ("حماية المهاجرين في القاهرة", "ar", "حماية-المهاجرين-في-القاهرة"),
        ("مُهَاجِر", "ar", "مهاجر"),  # vowel signs
        ("IOM’s Åse Łukasz", "en", "ioms-ase-lukasz"),
        ("!!!", "de", ""),
    ],
)
def test_a_title_becomes_the_slug_that_its_language_expects(title: str, locale: str, slug: str) -> None:
    assert slugify(title, locale) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("Zusammenarbeit " * 20, "de")
    assert len(slug) <= LONGEST
    assert set(slug.split("-")) == {"zusammenarbeit"}


@pytest.mark.django_db
def test_a_page_without_a_slug_gets_one_by_the_rules_of_its_language() -> None:
    place = make_site()
    german = NewsPageFactory(parent=place.newsroom, title="Über die Straße")
    arabic = translate(german, "ar", title="عبر الشارع")
    assert german.slug == "ueber-die-strasse"
    assert arabic.slug == "عبر-الشارع"
    assert arabic.html_path == "/ar/الأخبار/عبر-الشارع/"


@pytest.mark.django_db
def test_a_second_page_with_the_same_title_is_kept_apart_by_a_number() -> None:
    newsroom = make_site(locales=("de",)).newsroom
    slugs = [NewsPageFactory(parent=newsroom, title="Über uns").slug for _ in range(3)]
    assert slugs == ["ueber-uns", "ueber-uns-2", "ueber-uns-3"]


@pytest.mark.django_db
def test_a_slug_once_set_is_left_alone_when_the_title_changes() -> None:
    newsroom = make_site(locales=("de",)).newsroom
    page = NewsPageFactory(parent=newsroom, title="Erster Titel")
    page.title = "Zweiter Titel"
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Zweiter Titel", "erster-titel")
