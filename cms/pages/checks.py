"""Page types must be whole: Django says so when one forgets something that the project needs of it."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db.models import Model
from wagtail.api import APIField
from wagtail.api.conf import get_model_field
from wagtail.models import COMMENTS_RELATION_NAME

from cms.pages.models import BasePage

# Writable through the management API without being declared, or through means of its own.
WAGTAILS_OWN: Final = {
    "title",
    "slug",
    "seo_title",
    "search_description",
    "show_in_menus",
    "go_live_at",
    "expire_at",
    COMMENTS_RELATION_NAME,
}


def page_types_are_complete(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every concrete page type of the apps asked about (all, where none is named)."""
    models = [model for app in app_configs or apps.get_app_configs() for model in app.get_models()]
    return [problem for model in models if issubclass(model, BasePage) for problem in problems_of(model)]


def problems_of(page_type: type[BasePage]) -> Iterator[CheckMessage]:
    if not page_type.content_fields:
        yield Error(
            "The page type shows readers nothing: it has no content_fields.",
            hint="List the fields that readers get, from cms.pages.fields.",
            obj=page_type,
            id="pages.E001",
        )
    if not any("parent_page_types" in vars(each) for each in classes_of(page_type)):
        yield Error(
            "The page type does not say where it may stand: it has no parent_page_types.",
            hint='Name the types that may hold it, for example parent_page_types = ["home.SectionPage"].',
            obj=page_type,
            id="pages.E003",
        )
    options = page_type.get_edit_handler().get_form_options()  # type: ignore[attr-defined]
    yield from unwritable(page_type, options)


def classes_of(page_type: type[BasePage]) -> Iterator[type]:
    """The page type and what it is made of, without BasePage and what lies below that."""
    for each in page_type.__mro__:
        if each is BasePage:
            return
        yield each


def unwritable(model: type[Model], options: dict[str, Any]) -> Iterator[CheckMessage]:
    """An error for each field that editors can edit and the management API cannot write."""
    writable = {field.name for field in APIField.get_writable_fields_for_model(model)}
    formsets = options.get("formsets") or {}
    for name in [*(options.get("fields") or []), *formsets]:
        if name in WAGTAILS_OWN:
            continue
        if name not in writable:
            yield Error(
                f"Editors can edit “{name}”, but the management API cannot write it.",
                hint=f'Add "{name}" to api_fields = writable(…), from cms.pages.management.',
                obj=model,
                id="pages.E002",
            )
        elif name in formsets:
            yield from unwritable(get_model_field(model, name).related_model, formsets[name])
