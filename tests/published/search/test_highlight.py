"""Marks in the text as readers see it, from marks in folded lines."""

from cms.published.search.highlight import highlight
from cms.published.search.spelling import deletions, distance


def test_the_word_of_a_marked_line_is_marked_and_all_else_escaped():
    found = highlight("Rück\u00adkehr & <Hilfe>", "Ein Satz.", "<ruckkehr>\nhilfe", "ein\nsatz", "de")
    assert found == {"title": "<mark>Rück\u00adkehr</mark> &amp; &lt;Hilfe&gt;", "excerpt": "Ein Satz."}


def test_a_compound_is_marked_whole_where_a_part_of_it_matches():
    found = highlight("Flüchtlingslager", "", "fluchtlingslager fluchtling <lager>", None, "de")
    assert found == {"title": "<mark>Flüchtlingslager</mark>", "excerpt": None}


def test_the_excerpt_is_cut_where_the_words_stand():
    text = "Anfang hier. " * 60 + "Dann kommt Beratung für alle. " + "Ende dort. " * 60
    lines = ["anfang", "hier"] * 60 + ["dann", "kommt", "<beratung>"]
    excerpt = highlight("x", text, None, "\n".join(lines), "de")["excerpt"]
    assert excerpt is not None
    assert excerpt.startswith("…Dann kommt <mark>Beratung</mark> für alle.")
    assert excerpt.endswith("…")
    assert len(excerpt) < 300


def test_where_only_a_label_at_the_end_is_marked_the_summary_is_shown():
    text = "Wie Menschen zurückgehen, und was ihnen dabei hilft. " * 4 + "\nRückkehr"
    lines = ["wie"] * 32 + ["<ruckkehr>"]
    excerpt = highlight("x", text, None, "\n".join(lines), "de")["excerpt"]
    assert excerpt is not None
    assert excerpt.startswith("Wie Menschen")


def test_lines_that_are_no_sentences_are_set_apart():
    excerpt = highlight("x", "Neu\nEin Satz.\nNoch einer.\n", None, None, "de")["excerpt"]
    assert excerpt == "Neu · Ein Satz. Noch einer."


def test_near_words_share_a_deletion():
    assert set(deletions("fluchtlinge")) & set(deletions("fluchtlnge"))
    assert not set(deletions("beratung")) & set(deletions("migration"))


def test_distance_counts_letters_and_neighbours_the_wrong_way_round():
    assert [distance("abcd", other) for other in ("abcd", "abdc", "acd", "abxcd", "wxyz")] == [0, 1, 1, 1, 4]
