"""The one list of languages, for whatever may be in another language than the sites."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from cms.media import languages
from cms.media.models import Document
from cms.pages.blocks.leaves import Language
from home.models import PublicationFile
from newsroom.models import NewsDownload

FILES = [Document, PublicationFile, NewsDownload]


@pytest.mark.parametrize(("shown_in", "name"), [("de", "Arabisch"), ("en", "Arabic")])
def test_languages_are_named_in_the_editors_language(shown_in: str, name: str) -> None:
    with translation.override(shown_in):
        assert dict(languages.choices())["ar"] == name


@pytest.mark.parametrize("file", FILES)
def test_whatever_has_a_language_offers_the_same_ones(file: type[models.Model]) -> None:
    field = file._meta.get_field("language")
    assert [tag for tag, _ in field.choices if tag] == [tag for tag, _ in languages.choices()]
    assert Language().field.clean("he") == field.clean("he", None) == "he"
    assert field.clean("", None) == ""


@pytest.mark.parametrize("tag", ["German", "xx", "de_DE"])
@pytest.mark.parametrize("file", FILES)
def test_what_is_no_language_of_the_list_is_refused(file: type[models.Model], tag: str) -> None:
    with pytest.raises(ValidationError):
        file._meta.get_field("language").clean(tag, None)


def test_scripts_run_as_they_do() -> None:
    for tag in ("ar", "ckb", "fa", "he", "prs", "ps", "sd", "ug", "ur"):
        assert languages.direction(tag) == "rtl", tag
    for tag in ("de", "de-AT", "ku", "zh-Hant", "xx"):
        assert languages.direction(tag) == "ltr", tag


def test_every_language_has_a_name_in_every_language_of_the_admin() -> None:
    for shown_in in ("de", "en", "fr", "es", "ar"):
        assert [tag for tag, name in languages.choices_in(shown_in) if name == tag] == []
