"""What somebody types into Wagtail's own fields for days and times."""

import json
from typing import Any

import pytest
from django.utils.translation import override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from newsroom.models import NewsPage


@pytest.mark.parametrize("widget", [AdminDateInput, AdminTimeInput, AdminDateTimeInput])
def test_the_picker_leaves_what_it_cannot_read(widget: Any) -> None:
    config = json.loads(widget().get_context("name", None, {})["widget"]["config_json"])
    assert config["validateOnBlur"] is False
    assert config["format"]


@pytest.mark.parametrize(("language", "typed"), [("de", "05.12.2026 09:00"), ("en", "12/05/2026 09:00")])
def test_a_schedule_is_read_as_its_language_writes_it(language: str, typed: str) -> None:
    field = NewsPage.get_edit_handler().get_form_class().base_fields["go_live_at"]
    with override(language):
        assert field.clean(typed).strftime("%Y-%m-%d %H:%M") == "2026-12-05 09:00"
