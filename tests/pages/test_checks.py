"""Django tells the developer when a page type is not whole."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.models.pages import PAGE_MODEL_CLASSES

from cms.pages.checks import page_types_are_complete, problems_of
from cms.pages.fields import Text
from cms.pages.management import writable
from cms.pages.models import BasePage


@pytest.fixture(autouse=True)
def registry_as_before() -> Iterator[None]:
    """Wagtail lists every page class that was ever defined."""
    before = list(PAGE_MODEL_CLASSES)
    yield
    PAGE_MODEL_CLASSES[:] = before


def ids(page_type: Any) -> list[str | None]:
    return [problem.id for problem in problems_of(page_type)]


def test_all_page_types_of_the_project_are_whole() -> None:
    assert any(issubclass(model, BasePage) for model in apps.get_models())
    assert page_types_are_complete() == []


@isolate_apps("home")
def test_a_whole_page_type_is_fine() -> None:
    class Whole(BasePage):
        words = models.TextField()
        content_fields = (Text("words"),)
        api_fields = writable("words")
        content_panels = [*BasePage.content_panels, FieldPanel("words")]
        parent_page_types = ["home.HomePage"]

        class Meta:
            app_label = "home"

    assert ids(Whole) == []


@isolate_apps("home")
def test_a_page_type_without_content_or_place_is_told_so_with_a_hint() -> None:
    class Bare(BasePage):
        class Meta:
            app_label = "home"

    problems = list(problems_of(Bare))
    assert [problem.id for problem in problems] == ["pages.E001", "pages.E003"]
    assert all(problem.hint for problem in problems)


@isolate_apps("home")
def test_a_field_that_only_the_admin_can_write_is_told_by_name() -> None:
    class Closed(BasePage):
        words = models.TextField()
        content_fields = (Text("words"),)
        content_panels = [*BasePage.content_panels, FieldPanel("words")]
        parent_page_types = ["home.HomePage"]

        class Meta:
            app_label = "home"

    [problem] = problems_of(Closed)
    assert problem.id == "pages.E002"
    assert "words" in problem.msg
    assert "words" in str(problem.hint)


@isolate_apps("home")
def test_a_field_of_a_child_model_counts_too() -> None:
    class Parent(BasePage):
        content_fields = (Text("title"),)
        api_fields = writable("children_rows")
        content_panels = [*BasePage.content_panels, InlinePanel("children_rows")]
        parent_page_types = ["home.HomePage"]

        class Meta:
            app_label = "home"

    class Child(Orderable):
        page = ParentalKey(Parent, on_delete=models.CASCADE, related_name="children_rows")
        label = models.TextField()
        note = models.TextField()
        panels = [FieldPanel("label"), FieldPanel("note")]
        api_fields = writable("label")

        class Meta:
            app_label = "home"

    [problem] = problems_of(Parent)
    assert problem.id == "pages.E002"
    assert problem.obj is Child
    assert "note" in problem.msg
