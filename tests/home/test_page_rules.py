"""Which page may stand under which."""

import pytest
from wagtail.models import Page

from home.models import (
    ContentPage,
    EventPage,
    HomePage,
    LegalPage,
    ProjectPage,
    PublicationPage,
    SectionPage,
)
from newsroom.models import NewsPage, NewsroomPage

ALLOWED = {
    Page: {HomePage},
    HomePage: {SectionPage, ContentPage, EventPage, LegalPage, NewsroomPage},
    SectionPage: {
        SectionPage,
        ContentPage,
        ProjectPage,
        PublicationPage,
        EventPage,
        LegalPage,
        NewsroomPage,
    },
    ContentPage: {ContentPage, ProjectPage, PublicationPage, EventPage},
    ProjectPage: {ContentPage, PublicationPage, EventPage},
    PublicationPage: {ContentPage},
    EventPage: {ContentPage},
    NewsroomPage: {NewsPage, ContentPage},
    NewsPage: set(),
    LegalPage: set(),
}
TYPES = [model for model in ALLOWED if model is not Page]


@pytest.mark.parametrize("parent", list(ALLOWED), ids=lambda model: model._meta.label)
def test_only_these_types_may_stand_under(parent: type[Page]) -> None:
    found = {model for model in TYPES if parent in model.allowed_parent_page_models()}
    if parent is not Page:  # Wagtail's own root allows all types, each of which says where it may stand
        found &= set(parent.allowed_subpage_models())
    assert found == ALLOWED[parent]


def test_every_type_is_told_to_editors_in_one_sentence_and_one_name() -> None:
    for model in TYPES:
        assert model.get_page_description(), model
        assert model.get_verbose_name()[0].isupper(), model
