"""Countries, regions and goals: fixed lists with names in every language."""

import pycountry
import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cms.pages import vocabularies
from cms.pages.m49 import COUNTRIES_OF


@pytest.mark.parametrize(
    ("vocabulary", "code", "locale", "label"),
    [
        ("countries", "EG", "de", "Ägypten"),
        ("countries", "EG", "ar", "مصر"),
        ("countries", "EG", "en", "Egypt"),
        ("regions", "015", "de", "Nordafrika"),
        ("regions", "202", "fr", "Afrique subsaharienne"),
        ("sdgs", "16", "en", "Peace, justice and strong institutions"),
        ("countries", "EG", "xx-unheard-of", "Egypt"),
        ("countries", "EG", "pt-BR", "Egito"),
    ],
)
def test_a_term_has_its_name_in_the_readers_language(
    vocabulary: str, code: str, locale: str, label: str
) -> None:
    assert vocabularies.term(vocabulary, code, locale) == {"value": code, "label": label}


@pytest.mark.parametrize("vocabulary", vocabularies.VOCABULARIES)
@pytest.mark.parametrize("locale", ["de", "en", "ar", "fr", "es"])
def test_every_code_has_a_name_in_every_language(vocabulary: str, locale: str) -> None:
    for code in vocabularies.codes(vocabulary):
        term = vocabularies.term(vocabulary, code, locale)
        assert term is not None
        assert term["label"] not in ("", code)


@pytest.mark.parametrize(("vocabulary", "code"), [("countries", "XX"), ("regions", "001"), ("sdgs", "18")])
def test_an_unknown_code_is_no_term_and_is_refused(vocabulary: str, code: str) -> None:
    assert vocabularies.term(vocabulary, code, "en") is None
    with pytest.raises(ValidationError, match=code):
        vocabularies.check(vocabulary, [code])


@pytest.mark.parametrize(
    ("country", "regions"),
    [
        ("EG", ("015", "002")),
        ("KE", ("014", "202", "002")),
        ("MX", ("013", "419", "019", "003")),
        ("DE", ("155", "150")),
        ("AQ", ()),
        ("XX", ()),
    ],
)
def test_a_country_lies_in_all_regions_that_contain_it(country: str, regions: tuple[str, ...]) -> None:
    assert vocabularies.regions_of(country) == regions


def test_every_country_lies_in_exactly_one_smallest_region() -> None:
    placed = [code for inside in COUNTRIES_OF.values() for code in inside.split()]
    assert len(placed) == len(set(placed))
    assert set(placed) == {country.alpha_2 for country in pycountry.countries} - {"AQ"}


def test_choices_are_sorted_as_one_reads_them_in_the_editors_language() -> None:
    with override("de"):
        names = [name for _code, name in vocabularies.choices("countries")]
    assert names.index("Afghanistan") < names.index("Ägypten") < names.index("Albanien")
    goals = [code for code, _name in vocabularies.choices("sdgs")]
    assert goals == [str(number) for number in range(1, 18)]
