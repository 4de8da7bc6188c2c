"""Quotations of a delivery and whose they are."""

from typing import Any

import pytest

from newsroom.ninjs.inline import Inline
from newsroom.ninjs.markup import from_html


def quote(source: str) -> tuple[str, str, str]:
    (block,) = from_html(source, Inline("en")).blocks
    assert block["type"] == "quote"
    return block["value"]["text"], block["value"]["speaker"], block["value"]["role"]


@pytest.mark.parametrize(
    "source",
    [
        "<blockquote><p>We stay.</p><footer>— <cite>Amina Yusuf</cite>, Chief of Mission</footer>"
        "</blockquote>",
        "<blockquote><p>We stay.</p><footer>Amina Yusuf, Chief of Mission</footer></blockquote>",
        "<blockquote><p>We stay.</p><p>– <cite>Amina Yusuf</cite>, Chief of Mission</p></blockquote>",
        "<blockquote><p>“We stay.”</p><cite>Amina Yusuf, Chief of Mission</cite></blockquote>",
        "<figure><blockquote>We stay.</blockquote><figcaption>Amina Yusuf, Chief of Mission</figcaption>"
        "</figure>",
        '<blockquote cite="https://a.example/"><p>We stay.</p><div><cite>Amina Yusuf</cite>,'
        " Chief of Mission</div></blockquote>",
        '<blockquote cite="Amina Yusuf, Chief of Mission">»We stay.«</blockquote>',
    ],
)
def test_the_speaker_and_the_role_are_found(source: str) -> None:
    assert quote(source) == ("<p>We stay.</p>", "Amina Yusuf", "Chief of Mission")


def test_a_quotation_by_nobody_is_one_too() -> None:
    assert quote("<blockquote><p>One</p><p>Two <b>three</b></p></blockquote>") == (
        "<p>One</p><p>Two <b>three</b></p>",
        "",
        "",
    )


def test_a_name_after_a_break_is_the_speaker_and_its_dash_goes() -> None:
    assert quote("<blockquote>We stay.<br>— <cite>Amina Yusuf</cite></blockquote>") == (
        "<p>We stay.</p>",
        "Amina Yusuf",
        "",
    )


def test_the_title_of_a_work_within_a_quotation_is_no_speaker() -> None:
    text, speaker, _ = quote("<blockquote><p>I read <cite>The Bridge</cite> twice.</p></blockquote>")
    assert (text, speaker) == ("<p>I read <i>The Bridge</i> twice.</p>", "")


def test_marks_that_do_not_hold_the_whole_stay() -> None:
    text, _, _ = quote("<blockquote>“Yes,” she said, “we stay.”</blockquote>")
    assert text == "<p>“Yes,” she said, “we stay.”</p>"


def test_a_link_of_the_speaker_is_kept_below() -> None:
    found = from_html(
        '<blockquote>We stay.<footer><a href="https://a.example/">Report</a></footer></blockquote>',
        Inline("en"),
    ).blocks
    assert [block["type"] for block in found] == ["quote", "paragraph"]
    assert found[0]["value"]["speaker"] == "Report"
    assert 'href="https://a.example/"' in found[1]["value"]


def test_a_quotation_with_a_list_is_ordinary_text() -> None:
    found: Any = from_html("<blockquote><p>One</p><ul><li>a</li></ul></blockquote>", Inline("en")).blocks
    assert found == [{"type": "paragraph", "value": "<p>One</p><ul><li>a</li></ul>"}]
