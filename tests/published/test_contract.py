"""The registry, sort keys, surrogate keys and cursors."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.published.contract import Contract
from cms.published.orders import KEYS, After, ForgedCursor, read_cursor, write_cursor
from cms.published.schemas import components
from cms.published.sorting import sort_key
from cms.published.surrogates import MOST, list_keys, lists_with

TEXT = {"type": "string"}


def test_what_is_in_the_card_must_be_a_field():
    with pytest.raises(ValueError, match="summry in the card"):
        Contract().register_type("newsroom.NewsPage", {"summary": TEXT}, card_fields=["summry"])


@pytest.mark.parametrize("name", ["a b", "a/b", "", "ü"])
def test_a_name_must_fit_into_an_openapi_document(name):
    with pytest.raises(ValueError, match="cannot name"):
        Contract().register_type(name, {})
    with pytest.raises(ValueError, match="cannot name"):
        Contract().register_components({name: {}})


def test_fixed_lists_are_those_of_all_types_together():
    contract = Contract()
    contract.register_type("a.A", {}, values={"kind": ["x", "y"]})
    contract.register_type("a.B", {}, values={"kind": ["y", "z"]})
    assert contract.values("kind") == ("x", "y", "z")
    assert contract.values("status") == ()


def test_replacing_is_undone_whatever_happens():
    contract = Contract()
    contract.register_type("a.A", {"x": TEXT})
    with contextlib.suppress(RuntimeError), contract.replaced():
        contract.register_type("a.B", {"y": TEXT})
        assert list(contract.types) == ["a.B"]
        raise RuntimeError
    assert list(contract.types) == ["a.A"]


def test_a_cards_image_is_the_short_one():
    contract = Contract()
    image = {"$ref": "#/components/schemas/Image"}
    nullable = {"anyOf": [image, {"type": "null"}]}
    contract.register_type("a.A", {"teaser_image": nullable}, card_fields=["teaser_image"])
    found = components(contract)
    assert found["a.A"]["properties"]["teaser_image"] == nullable
    in_card = found["a.ACard"]["properties"]["teaser_image"]["anyOf"][0]
    assert in_card == {"$ref": "#/components/schemas/CardImage"}


@pytest.mark.parametrize(
    ("locale", "titles"),
    [
        ("de", ["Ärger", "Boot", "»Öl« im Meer", "Straße", "Strasse 2", "Über uns", "Zug"]),
        ("sv", ["Båt", "Zebra", "Åland", "Ägg", "Öl"]),
        ("da", ["Zebra", "Ægir", "Øl", "Århus"]),
        (None, ["a", "b"]),
    ],
)
def test_titles_sort_as_readers_expect(locale, titles):
    assert sorted(titles, key=lambda title: sort_key(title, locale)) == titles


@given(st.text(), st.sampled_from(["de", "sv", "ar", None]))
def test_every_text_has_a_sort_key_that_can_be_stored(text, locale):
    key = sort_key(text, locale)
    assert "\0" not in key
    key.encode()


def test_what_a_change_purges_meets_what_answers_carry():
    purged = set(lists_with("page-7", "newsroom.NewsPage", "de"))
    for types in ([], ["newsroom.NewsPage"], ["home.HomePage", "newsroom.NewsPage"]):
        for locales in ([], ["de"], ["en", "de"]):
            assert purged & set(list_keys(types, locales)), (types, locales)
    assert not purged & {*list_keys(["home.HomePage"], ["de"]), *list_keys([], ["en"])}
    assert not set(lists_with("image-7", "media.Image", None)) & set(list_keys([], []))


def test_a_list_of_many_types_and_languages_loses_none_of_its_keys():
    types = [f"home.T{number}Page" for number in range(30)]
    keys = list_keys(types, ["ar", "de", "en", "fr"])
    assert len(keys) <= MOST
    for label in types:
        assert set(lists_with("page-7", label, "fr")) & set(keys), label


def test_a_list_that_rests_on_more_pages_than_it_can_name_is_purged_with_every_page():
    assert list_keys(["newsroom.NewsPage"], ["de"], named=range(1, 200)) == ["list-page", "sites"]
    assert list_keys(["newsroom.NewsPage"], ["de"], named=[7]) == ["list-news-de", "sites", "page-7"]


PLACES = {
    "published_at": datetime(2024, 1, 1, tzinfo=UTC).isoformat(),
    "changed_at": "2024-01-01 00:00:00.000001+00",
    "starts_at": "9999-01-01 00:00:00+00",
    "title": "Ärger „mit“ allem",
    "tree": "00010001",
    "relevance": "20",
}


@pytest.mark.parametrize("name", KEYS)
def test_a_cursor_gives_back_its_place(name):
    cursor = write_cursor(After(PLACES[name], 7), "bound")
    place = read_cursor(cursor, "bound", KEYS[name].read)
    assert place.pk == 7
    assert place.value.replace("T", " ").startswith(PLACES[name].replace("T", " ").removesuffix("+00"))
    with pytest.raises(ForgedCursor):
        read_cursor(cursor, "other", KEYS[name].read)


@given(st.text(max_size=200), st.sampled_from(sorted(KEYS)))
def test_no_text_is_a_cursor_by_chance(text, name):
    with pytest.raises(ForgedCursor):
        read_cursor(text, "bound", KEYS[name].read)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_no_other_value_in_its_place_is_a_cursor(value):
    forged = write_cursor(After(value, 7), "bound") if value != [] else "W10"
    with pytest.raises(ForgedCursor):
        read_cursor(forged, "bound", KEYS["published_at"].read)
