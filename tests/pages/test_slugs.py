from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail_localize.models import StringTranslation

from cms.pages.slugs import LONGEST, slugify
from home.models import ContentPage
from tests.factories import NewsPageFactory, Place, make_site, translate
from tests.projection.world import submit_for_translation
from tests.standing import languages, place, standing_site

__all__ = ["languages", "place", "standing_site"]


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


def test_a_page_without_a_slug_gets_one_by_the_rules_of_its_language(place: Place) -> None:
    german = NewsPageFactory(parent=place.newsroom, title="Über die Straße")
    arabic = translate(german, "ar", title="عبر الشارع")
    assert german.slug == "ueber-die-strasse"
    assert arabic.slug == "عبر-الشارع"
    assert arabic.html_path == "/ar/الأخبار/عبر-الشارع/"


def test_a_second_page_with_the_same_title_is_kept_apart_by_a_number(place: Place) -> None:
    newsroom = place.newsroom
    slugs = [NewsPageFactory(parent=newsroom, title="Über uns").slug for _ in range(3)]
    assert slugs == ["ueber-uns", "ueber-uns-2", "ueber-uns-3"]


def test_a_slug_once_set_is_left_alone_when_the_title_changes(place: Place) -> None:
    newsroom = place.newsroom
    page = NewsPageFactory(parent=newsroom, title="Erster Titel")
    page.title = "Zweiter Titel"
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Zweiter Titel", "erster-titel")


def write(translation: Any, field: str, text: str) -> None:
    """A translator's text for one field of the page."""
    segment = translation.source.stringsegment_set.filter(context__path=field).first()
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        defaults={"data": text},
    )


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "unused"))
    return client


def added(admin: Client, parent: Any, title: str, slug: str) -> Any:
    """What Wagtail's form for a new page answers."""
    address = reverse("wagtailadmin_pages:add", args=["home", "contentpage", parent.pk])
    form = admin.get(address).context["form"]
    first = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in first.items() if value}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return admin.post(address, {**data, "body-count": "0", "title": title, "slug": slug})


def test_in_the_form_a_number_keeps_a_title_apart_and_a_chosen_slug_is_refused(
    place: Place, admin: Client
) -> None:
    home = place.home
    for title, slug in (("Über uns", "ueber-uns"), ("Über uns", "ueber-uns"), ("Anderes", "anderes")):
        answer = added(admin, home, title, slug)
        assert answer.status_code == 302, answer.context["form"].errors
    made = ContentPage.objects.order_by("pk").values_list("slug", flat=True)
    assert [*made] == ["ueber-uns", "ueber-uns-2", "anderes"]
    assert "slug" in added(admin, home, "Drittes", "ueber-uns").context["form"].errors


def test_the_form_lets_the_slug_follow_the_title_until_a_page_has_had_readers(
    place: Place, admin: Client
) -> None:
    newsroom = place.newsroom
    draft = NewsPageFactory(parent=newsroom, title="Entwurf", live=False)
    had = NewsPageFactory(parent=newsroom, title="Gewesen")
    had.unpublish()

    def follows(page: Any) -> bool:
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        (title,) = html.fromstring(admin.get(address).content.decode()).xpath("//*[@id='id_title']")
        return "w-sync#apply" in title.get("data-action", "")

    assert (follows(draft), follows(had)) == (True, False)


def test_a_translation_has_the_slug_of_its_own_title_until_it_is_public(place: Place) -> None:
    page = NewsPageFactory(parent=place.newsroom, title="Schutz für alle")
    translation = submit_for_translation(page, "ar")

    def saved(title: str, publish: bool = False) -> Any:
        for segment in translation.source.stringsegment_set.exclude(context__path="slug"):
            write(translation, segment.context.path, title)
        translation.save_target(publish=publish)
        made = page.get_translation(translation.target_locale)
        return made.get_latest_revision_as_object().slug, made.slug

    translation.save_target(publish=False)
    assert page.get_translation(translation.target_locale).slug == "schutz-fuer-alle"
    assert saved("حماية للجميع") == ("حماية-للجميع", "حماية-للجميع")
    assert saved("حماية كل الناس", publish=True) == ("حماية-كل-الناس", "حماية-كل-الناس")
    assert saved("شيء آخر") == ("حماية-كل-الناس", "حماية-كل-الناس")


@pytest.mark.django_db
def test_a_slug_that_a_translator_writes_goes_by_the_same_rules() -> None:
    place = make_site("second.example.org", locales=("en", "de"))
    page = NewsPageFactory(parent=place.newsroom, title="Protection")
    translation = submit_for_translation(page, "de")
    write(translation, "title", "Etwas Langes")
    write(translation, "slug", "Schutz für Migrant:innen")
    translation.save_target(publish=False)
    assert page.get_translation(translation.target_locale).slug == "schutz-fuer-migrant-innen"


def test_a_copy_and_a_mirror_keep_the_slug_and_a_second_one_beside_it_gets_a_number(place: Place) -> None:
    page = NewsPageFactory(parent=place.newsroom, title="Über uns")
    mirror = page.create_alias(parent=place.home)
    copy = page.copy(to=place.home, update_attrs={"slug": "", "title": "Über uns"})
    assert (mirror.slug, copy.slug) == ("ueber-uns", "ueber-uns-2")
