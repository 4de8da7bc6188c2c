"""One page of each legal kind in each language of a site."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client

from home.models import LegalPage
from tests.factories import LegalPageFactory, Place, make_site, translate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_site")]


def test_a_second_imprint_in_one_language_is_refused_with_the_first_ones_title(place: Place) -> None:
    LegalPageFactory(parent=place.home, title="Impressum")
    with pytest.raises(ValidationError) as refused:
        LegalPageFactory(parent=place.home, title="Noch eins")
    assert "Impressum" in refused.value.message_dict["legal_kind"][0]


def test_other_kinds_languages_and_sites_are_free(place: Place) -> None:
    imprint = LegalPageFactory(parent=place.home, title="Impressum")
    LegalPageFactory(parent=place.home, title="Datenschutz", legal_kind="privacy")
    translate(imprint, "en", title="Imprint")
    other = make_site("other.example.org", locales=("de",))
    LegalPageFactory(parent=other.home, title="Impressum")
    assert LegalPage.objects.filter(legal_kind="imprint", live=True).count() == 3


def test_a_legal_page_can_be_published_again(place: Place) -> None:
    imprint = LegalPageFactory(parent=place.home, title="Impressum")
    imprint.title = "Impressum und Kontakt"
    imprint.save_revision().publish()
    imprint.refresh_from_db()
    assert imprint.title == "Impressum und Kontakt"


def test_the_editor_reads_beside_the_field_why_it_is_refused(place: Place, client: Client) -> None:
    LegalPageFactory(parent=place.home, title="Impressum")
    client.force_login(get_user_model().objects.create_superuser("editor"))
    answer = client.post(
        f"/admin/pages/add/home/legalpage/{place.home.pk}/",
        {"title": "Noch eins", "slug": "noch-eins", "legal_kind": "imprint", "body-count": "0"},
    )
    assert answer.status_code == 200
    form = answer.context["form"]
    assert "Impressum" in form.errors["legal_kind"][0]
    assert LegalPage.objects.count() == 1


def test_a_placeholder_of_another_language_is_no_second_page(place: Place) -> None:
    imprint = LegalPageFactory(parent=place.home, title="Impressum")
    english = place.homes["en"].locale
    imprint.copy_for_translation(english, alias=True)
    page = LegalPageFactory(parent=place.homes["en"], title="Imprint")
    assert page.live
