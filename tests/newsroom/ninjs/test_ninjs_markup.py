"""HTML of a delivery to the blocks of a body."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.ninjs.figures import Picture
from newsroom.ninjs.inline import Inline
from newsroom.ninjs.markup import from_html, from_plain
from newsroom.ninjs.values import Refusal


def blocks(source: str, language: str = "en") -> list[tuple[str, Any]]:
    found = from_html(source, Inline(language, "https://news.agency.example/2024/item.html")).blocks
    return [(block["type"], block["value"]) for block in found]


def html(source: str, language: str = "en") -> str:
    (kind, value), *more = blocks(source, language)
    assert kind == "paragraph"
    assert not more
    return str(value)


def test_paragraphs_and_lists_that_follow_each_other_are_one_block() -> None:
    source = "<p>One</p>\n<ul>\n<li>a</li>\n<li>b <ol><li>c</li></ol></li></ul><p>Two</p>"
    assert html(source) == "<p>One</p><ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><p>Two</p>"


def test_text_without_paragraphs_becomes_paragraphs() -> None:
    assert html("Bare <div>inside<p>deep</p>after</div> end") == (
        "<p>Bare</p><p>inside</p><p>deep</p><p>after</p><p>end</p>"
    )


def test_bold_italic_raised_and_breaks_stay_and_other_elements_are_their_text() -> None:
    source = (
        "<p><strong>a</strong> <em>b</em> m<sup>2</sup><br><u>c</u> <font color=red>d</font> <x-y>e</x-y></p>"
    )
    assert html(source) == "<p><b>a</b> <i>b</i> m<sup>2</sup><br>c d e</p>"


def test_inline_quotations_get_the_marks_that_browsers_would_set() -> None:
    assert html("<p>Sie sagte: <q>Ja</q></p>", "de-AT") == "<p>Sie sagte: „Ja“</p>"
    assert html("<p>She said <q>Yes</q></p>") == "<p>She said “Yes”</p>"


def test_no_break_spaces_and_invisible_signs_survive() -> None:
    assert BeautifulSoup(html("<p>10\u00a0%\u202f, Mi\u00adgrant</p>"), "html.parser").get_text() == (
        "10\u00a0%\u202f, Mi\u00adgrant"
    )


def test_links_stay_with_their_full_addresses() -> None:
    assert html('<p><a href="../a.html">a</a> <a href="mailto:x@y.example">b</a></p>') == (
        '<p><a href="https://news.agency.example/a.html">a</a> <a href="mailto:x@y.example">b</a></p>'
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JaVaScRiPt:x", "data:text/html,x", "http://[", ""]
)
def test_links_that_may_lead_nowhere_are_their_text(address: str) -> None:
    found = html(f'<p><a href="{address}">text</a></p>')
    assert "text" in found
    assert "script" not in found.lower()
    assert "data:" not in found


def test_a_link_around_blocks_stays_on_their_text() -> None:
    assert html('<a href="https://a.example/"><div>One</div><p>Two</p></a>') == (
        '<p><a href="https://a.example/">One</a></p><p><a href="https://a.example/">Two</a></p>'
    )


def test_programs_and_styles_are_no_text() -> None:
    source = "<p>a</p><script>alert(1)</script><style>p{}</style><!-- c --><p onclick='x()'>b</p>"
    assert html(source) == "<p>a</p><p>b</p>"


def test_a_passage_in_another_language_says_so() -> None:
    assert html('<p>Die <i lang="ar">مرحبا</i> und <b lang="de">hier</b></p>', "de") == (
        '<p>Die <span dir="rtl" lang="ar"><i>مرحبا</i></span> und <b>hier</b></p>'
    )


def test_an_embedded_frame_becomes_a_link() -> None:
    found = from_html('<iframe src="https://video.example/1"></iframe>', Inline("en"))
    assert found.blocks[0]["value"] == (
        '<p><a href="https://video.example/1">https://video.example/1</a></p>'
    )
    assert "video.example" in found.notes[0]


def test_headings_begin_at_level_two_and_skip_none() -> None:
    source = '<h1>a</h1><h4 id="here">b</h4><h6>c</h6><h2 id="here">d</h2><h3>e</h3><h1>f</h1>'
    found = [(value["level"], value["anchor"]) for kind, value in blocks(source) if kind == "heading"]
    assert found == [(2, ""), (3, "here"), (4, ""), (3, ""), (4, ""), (2, "")]


def test_a_heading_with_a_link_keeps_the_link() -> None:
    assert html('<h2><a href="https://a.example/">Read</a></h2>') == (
        '<p><b><a href="https://a.example/">Read</a></b></p>'
    )


def test_a_table_keeps_caption_headers_spans_and_links() -> None:
    source = """<table><caption>Arrivals</caption>
        <tr><th>Year</th><th colspan="2">Ways</th></tr>
        <tr><th rowspan="2">2023</th><td>land</td><td><a href="https://a.example/">90</a></td></tr>
        <tr><td><p>sea</p><ul><li>x</li></ul></td><td>110</td></tr></table>"""
    assert blocks(source) == [
        (
            "table",
            {
                "data": [
                    ["Year", "Ways", ""],
                    ["2023", "land", "90 (https://a.example/)"],
                    ["", "sea\nx", "110"],
                ],
                "table_caption": "Arrivals",
                "table_header_choice": "row",
            },
        )
    ]


def test_a_table_that_claims_to_be_enormous_is_not() -> None:
    ((_, value),) = blocks(
        '<table><tr><td colspan="999999999">a</td><td rowspan="99999999">b</td></tr></table>'
    )
    assert len(value["data"][0]) <= 101


def test_a_table_that_only_arranges_is_read_cell_by_cell() -> None:
    assert html("<table><tr><td><p>a</p><p>b</p></td></tr></table>") == "<p>a</p><p>b</p>"


def test_a_figure_becomes_a_picture_with_its_caption() -> None:
    ((kind, value),) = blocks(
        '<figure><img src="a.jpg" alt="A bridge"><figcaption>By day</figcaption></figure>'
    )
    assert kind == "image"
    assert value == Picture("a.jpg", "A bridge", False, "By day", "<p>By day</p>")


def test_a_picture_within_a_paragraph_divides_it() -> None:
    assert [kind for kind, _ in blocks('<p>a <img src="a.jpg" alt=""> b</p>')] == [
        "paragraph",
        "image",
        "paragraph",
    ]


def test_plain_text_is_divided_at_empty_lines() -> None:
    found = from_plain("One <b>\nline\r\n\r\nTwo & more", Inline("en")).blocks
    assert found == [{"type": "paragraph", "value": "<p>One &lt;b&gt;<br>line</p><p>Two &amp; more</p>"}]


def test_preformatted_text_keeps_its_lines() -> None:
    assert html("<pre>a\n  b</pre>") == "<p>a<br>&nbsp;&nbsp;b</p>"


def test_what_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(Refusal, match="deeply"):
        blocks("<div>" * 5000 + "text" + "</div>" * 5000)


NAMES = st.sampled_from(
    ["p", "div", "b", "a", "ul", "ol", "li", "table", "tr", "td", "th", "h2", "h5", "span", "q", "figure",
     "figcaption", "blockquote", "cite", "footer", "pre", "dl", "dt", "dd", "section", "x-y", "caption",
     "details", "summary", "sup", "center", "label", "button"]
)  # fmt: skip
MARKED = st.recursive(
    st.just("<>"),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{' '.join(parts)}</{name}>",
        NAMES,
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=14,
)


@settings(deadline=None)  # the machine may be busy
@given(MARKED)
def test_no_word_of_the_text_is_ever_lost_or_doubled(source: str) -> None:
    count = source.count("<>")
    for number in range(count):
        source = source.replace("<>", f"word{number}x", 1)
    # What a browser would show: it moves what may not stand where it was written.
    shown = " ".join(str(value) for _, value in blocks(source))
    found = re.findall(r"word\d+x", shown)
    assert sorted(found) == sorted(f"word{number}x" for number in range(count))
