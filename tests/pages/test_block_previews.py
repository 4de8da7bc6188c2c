"""The examples in the admin's picker."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from cms.pages.blocks import BodyBlock

BODY = BodyBlock()


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.org", "secret"))
    return client


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_the_picker_shows_an_example_of_every_block(name: str, editor: Client) -> None:
    block = BODY.child_blocks[name]
    assert block.is_previewable
    assert block.get_description()
    answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "pages/block-preview.css" in html
    shown = next(text for text in texts(block.get_preview_value()) if text)
    assert shown.split("<")[0] in html


def texts(value: object) -> list[str]:
    """The example's first words: those that are shown as they stand."""
    if isinstance(value, dict):
        return [
            text
            for name in ("title", "text", "label", "name", "caption", "table_caption")
            for text in texts(value.get(name))
        ]
    if isinstance(value, str):
        return [value]
    source = getattr(value, "source", None)
    return [source.split(">")[1]] if source else []


def test_every_block_has_an_icon_a_group_and_words_of_its_own() -> None:
    for name, block in BODY.child_blocks.items():
        assert block.meta.icon not in ("placeholder", None), name
        assert block.meta.group, name
        assert block.meta.label, name
