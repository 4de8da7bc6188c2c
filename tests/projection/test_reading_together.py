"""What many pages show is asked of the database once, and not by each of them."""

import re
from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.projection.project import refresh
from newsroom.models import NewsContact, NewsRelated, NewsTopic
from tests import factories
from tests.projection.world import World

# Where pages, what they show and what is above them stand; what is published of these; what all of them name.
SHARED = (
    "wagtailcore_page",
    "wagtailcore_revision",
    "pages_embargo",
    "pages_translatedversion",
    "wagtail_localize_translationlog",
    "newsroom_topic",
    "newsroom_mediacontact",
)


def pieces(world: World, number: int) -> list[int]:
    """As many news, each with a card of another of its own; all with one topic and one contact."""
    newsroom, made = world.page("newsroom"), []
    for _ in range(number):
        shown = factories.NewsPageFactory(parent=newsroom)
        piece = factories.NewsPageFactory(
            parent=newsroom,
            topics=[NewsTopic(topic=world.get_topic())],
            contacts=[NewsContact(contact=world.get_contact())],
            related=[NewsRelated(target=shown)],
        )
        made.append(piece.pk)
    return made


def asked(pages: list[int]) -> Counter[str]:
    with CaptureQueriesContext(connection) as captured:
        refresh(pages)
    return Counter(
        table for each in captured for table in re.findall(r'^SELECT .*? FROM "(\w+)"', each["sql"])
    )


def test_what_pages_show_is_read_together_however_many_they_are(world: World) -> None:
    two, nine = pieces(world, 2), pieces(world, 9)
    few, many = asked(two), asked(nine)
    assert {table: many[table] for table in SHARED} == {table: few[table] for table in SHARED}
    assert min(many[table] for table in SHARED) > 0
    assert many["wagtailcore_comment"] == 0, "of no concern to readers"
