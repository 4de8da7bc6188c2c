"""One word in all its spellings; compounds; what reaches PostgreSQL of what a reader types."""

import re

import pytest

from cms.published.search.compounds import parts_of
from cms.published.search.folding import fold
from cms.published.search.query import AND, OR, tsquery
from cms.published.search.words import words

EVERYBODY = [
    "Mitarbeiter:innen", "Mitarbeiter*innen", "Mitarbeiter_innen", "MitarbeiterInnen", "Mitarbeiter/-innen",
    "Mitarbeiter/innen", "Mitarbeiter·innen", "Mitarbeiterinnen", "Mitarbeiterin", "Mitarbeiter",
    "mitarbeiter:innen", "Mit\u00adarbei\u00adterin", "Mitarbei\u200bter",
]  # fmt: skip


def forms(text, configuration="german", **options):
    return [word.forms for word in words(text, configuration, **options)]


@pytest.mark.parametrize("written", EVERYBODY)
def test_gender_forms_are_one_word(written):
    assert forms(written, split=False) == [("mitarbeiter",)]


@pytest.mark.parametrize("pair", ["Müller Mu\u0308ller", "Straße STRASSE", "Bürger Buerger", "Kräfte krafte"])
def test_spellings_of_a_letter_are_one(pair):
    one, other = pair.split()
    assert fold(one, "german") == fold(other, "german")


def test_what_only_looks_like_a_gender_sign_parts_words():
    assert forms("10:30 Uhr, und/oder", split=False) == [("10",), ("30",), ("uhr",), ("und",), ("oder",)]


def test_vowels_that_are_two_sounds_stay():
    assert [fold(word, "german") for word in ("neue", "Quelle", "Steuer")] == ["neue", "quelle", "steuer"]


@pytest.mark.parametrize(("one", "other"), [("Kamera", "Kameras"), ("Medium", "Mediums"), ("Café", "Cafe")])
def test_forms_that_the_stemmer_leaves_are_one(one, other):
    assert fold(one, "german") == fold(other, "german")


def test_stop_words_stay_as_postgresql_knows_them():
    assert [fold(word, "german") for word in ("für", "fuer", "dass")] == ["für", "für", "daß"]
    assert fold("même", "french") == "même"


def test_arabic_is_one_word_with_and_without_vowel_signs_and_stretching():
    assert fold("الْمُهَاجِرُون", "arabic") == fold("المهـاجرون", "arabic")
    assert fold("٢٠٢٤", "arabic") == "2024"
    assert forms("في إلى", "arabic") == [("",), ("",)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Schleuserkriminalität", {"schleuser", "kriminalität"}),
        ("Menschenrechtsverletzung", {"menschenrecht", "verletzung"}),
        ("Notunterkünfte", {"not", "unterkünfte"}),
        ("Weltkulturerbe", {"weltkultur", "kulturerbe", "erbe"}),
        ("Hilfsgüter", {"hilf", "güter"}),
        ("Aufenthaltserlaubnis", {"aufenthalt", "erlaubnis"}),
    ],
)
def test_compounds_are_found_by_their_parts(word, parts):
    assert parts <= set(parts_of(word))


@pytest.mark.parametrize(
    "word", ["Regierung", "Gesundheit", "Freiheit", "Minister", "beispielsweise", "Uhr", ""]
)
def test_what_is_no_compound_stays_whole(word):
    assert parts_of(word) == ()


def test_a_word_with_a_hyphen_is_found_as_two_and_as_one():
    assert forms("E-Mail", "english") == [("e",), ("mail", "email")]
    assert tsquery("E-Mail", AND, "english") == "('e' <-> 'mail' | 'email')"


def test_plain_words_phrases_and_exclusions():
    asked = 'Schutz "freie Fahrt" -Grenze'
    assert tsquery(asked, AND, "german") == "('schutz' & ('freie' <-> 'fahrt')) & !'grenze'"
    assert tsquery(asked, OR, "german") == "('schutz' | ('freie' <-> 'fahrt')) & !'grenze'"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "???",
        '"',
        "-",
        "' OR 1=1 --",
        "a:* & !(b | c) <-> d",
        "(a+)+$",
        "\\' \\",
        '"a',
        "%_%",
        "🙂",
        "\u00ad",
    ],
)
def test_of_what_is_typed_only_words_reach_a_tsquery(asked):
    assert not re.sub(r"'\w+'|[&|!()]|<->|\s", "", tsquery(asked, AND, "german"))
