"""Countries, regions and goals as editors choose them."""

import pytest
from django.core.exceptions import ValidationError
from django.db.migrations.writer import MigrationWriter
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from cms.pages.code_fields import CodesField, OrderedCodes


def test_codes_keep_the_order_in_which_they_were_chosen() -> None:
    field = CodesField("countries").formfield()
    sent = MultiValueDict({"countries": ["SD", "EG", "DE"]})
    assert field.clean(field.widget.value_from_datadict(sent, MultiValueDict(), "countries")) == [
        "SD",
        "EG",
        "DE",
    ]


def test_the_chosen_stand_first_in_the_list_so_that_a_browser_sends_them_in_order() -> None:
    field = CodesField("countries").formfield()
    groups = field.widget.optgroups("countries", ["SD", "EG"])
    assert [options[0]["value"] for _name, options, _index in groups][:2] == ["SD", "EG"]
    assert [options[0]["selected"] for _name, options, _index in groups][:3] == [True, True, False]


def test_names_are_in_the_editors_language_each_time() -> None:
    field = CodesField("countries").formfield()
    assert isinstance(field.widget, OrderedCodes)
    with override("de"):
        assert ("EG", "Ägypten") in list(field.choices)
    assert ("EG", "Egypt") in list(field.choices)


@pytest.mark.parametrize("codes", [["XX"], ["EG", "Egypt"], ["eg"]])
def test_an_unknown_code_is_refused_by_form_and_model(codes: list[str]) -> None:
    with pytest.raises(ValidationError):
        CodesField("countries").formfield().clean(codes)
    with pytest.raises(ValidationError):
        CodesField("countries").clean(codes, None)


def test_nothing_chosen_is_an_empty_list() -> None:
    field = CodesField("countries")
    assert field.get_default() == []
    assert field.formfield().clean([]) == []


def test_a_vocabulary_is_in_no_migration() -> None:
    written, _imports = MigrationWriter.serialize(CodesField("regions"))
    assert (
        written
        == "cms.pages.code_fields.CodesField(blank=True, default=list, size=None, vocabulary='regions')"
    )
