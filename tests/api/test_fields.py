"""The `fields` parameter and the formats of rich text."""

import orjson
import pytest

from tests.published.factory import SECTION, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(get):
    row = page(topics=["shelter"])

    def read(fields, **parameters):
        found = get(f"pages/{row.object_id}/", fields=fields, **parameters).json()
        assert (found.pop("id"), found.pop("type")) == (row.object_id, row.type)
        return found

    read.row = row
    return read


@pytest.fixture
def card(get, item):
    def read(fields):
        (found,) = get("pages/", fields=fields).json()["items"]
        return found

    return read


def test_names_alone_after_an_underscore(item):
    assert item("_") == {}
    assert item("_,title,html_path,teaser_image(alt,src)") == {
        "meta": {"html_path": item.row.html_path},
        "title": item.row.title,
        "teaser_image": {"alt": "Ein Boot", "src": "https://example.org/7.jpg"},
    }


def test_whole_meta_or_parts_of_it(item):
    assert item("_,meta")["meta"].keys() >= {"slug", "seo", "locale"}
    assert item("_,meta(slug)") == {"meta": {"slug": item.row.slug}}
    assert item("_,seo(title)") == {"meta": {"seo": {"title": item.row.title}}}


def test_taking_away(item):
    content = orjson.loads(item.row.content)
    assert item("*").keys() == content.keys() - {"id", "type"}
    assert item("-body,-kicker,-seo").keys() == content.keys() - {"id", "type", "body", "kicker"}
    assert "seo" not in item("*,-seo")["meta"]
    assert "slug" in item("*,-seo")["meta"]
    assert "meta" not in item("-meta")
    assert item("-id,-type") == item("*")


def test_parts_of_lists_and_of_blocks(item):
    assert item("_,topics(label)") == {"topics": [{"label": "Shelter"}]}
    assert item("_,body(type)") == {"body": [{"type": "paragraph"}]}
    assert item("_,teaser_image(-caption,-src,-renditions)")["teaser_image"] == {"id": 7, "alt": "Ein Boot"}


def test_lists_start_from_the_card(card, item):
    stored = orjson.loads(item.row.card)
    assert card("kicker") == {**stored, "kicker": "Neu"}
    assert card("-summary,-topics").keys() == stored.keys() - {"summary", "topics"}
    assert card("version")["meta"] == {**stored["meta"], "version": 1}
    assert card("*") == orjson.loads(item.row.content)
    assert card("_,teaser_image(caption)")["teaser_image"] == {"caption": "Ein Boot im Hafen"}


def test_a_field_of_another_type_is_merely_absent(get, item):
    section = page(type=SECTION)
    items = get("pages/", fields="_,kicker,introduction").json()["items"]
    assert {each["id"]: each.keys() - {"id", "type"} for each in items} == {
        item.row.object_id: {"kicker"},
        section.object_id: {"introduction"},
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("titel", "Unknown field titel. Did you mean title?"),
        ("_,teaser_image(alt,scr)", "Unknown field teaser_image(scr). Did you mean src?"),
        ("-boddy", "Unknown field boddy. Did you mean body?"),
        ("title,*", "* may stand only at the beginning."),
        ("title,", "A name is missing."),
        ("topics(", "A name is missing."),
        ("topics(value", "A parenthesis is not closed."),
        ("topics(value))", "Unexpected )."),
        ("-topics(value)", "-topics takes no parentheses."),
        ("title,-title", "title is both asked for and taken away."),
        ("ti tle", "Unexpected tle."),
        ("💥", "Cannot be read from “💥” on."),
        ("related" + "(a" * 20 + ")" * 20, "Parentheses may be 5 deep."),
    ],
)
def test_what_cannot_be_honoured_is_refused(mistakes, fields, said):
    for path in ("pages/", "pages/1/", "resolve/"):
        more = {"path": "/de/"} if path == "resolve/" else {}
        assert mistakes(path, fields=fields, **more) == {"fields": said}


def test_only_fields_of_the_listed_types_are_known(mistakes):
    assert "introduction" in mistakes(type="newsroom.NewsPage", fields="introduction")["fields"]


def test_rich_text_as_markdown_or_text(item):
    for form, value in (("markdown", r"Ein **Satz** \& mehr."), ("text", "Ein Satz & mehr.")):
        block = item("_,body", rich_text_format=form)["body"][0]
        assert block == {"type": "paragraph", "id": "a", "value": {form: value}}
    assert item("_,body", rich_text_format="html") == item("_,body")
