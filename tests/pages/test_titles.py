"""A headline is shown in as many lines as it takes, and stays one line of text."""

from cms.pages.titles import TitleInput
from newsroom.models import NewsPage


def test_whatever_breaks_a_title_is_a_space() -> None:
    sent = {"title": "Schutz für\r\nMigrant:innen\u2028auf der Straße"}
    assert TitleInput().value_from_datadict(sent, {}, "title") == "Schutz für Migrant:innen auf der Straße"
    assert TitleInput().value_from_datadict({}, {}, "title") is None


def test_pages_are_given_their_title_in_it() -> None:
    form = NewsPage.get_edit_handler().get_form_class()
    assert isinstance(form.base_fields["title"].widget, TitleInput)
