"""`embargo` of a page in the management API: its piece's, as `{"until", "time_zone"}` or null.

It is no field of the page, so Wagtail makes nothing of it by itself. Written in the call that makes or
publishes the page, it holds from the first moment: both are one transaction.
"""

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from ninja import Schema
from pydantic import AwareDatetime, field_validator
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.api.v3.registry import registry
from wagtail.models import Page

from cms.embargoes.acts import hold, let_go
from cms.embargoes.pictures import uncovered
from cms.embargoes.piece import Piece
from cms.pages.models import BasePage
from cms.pages.time_zones import is_known


class EmbargoSchema(Schema):
    """`until` with its offset (RFC 3339); `time_zone` in which it is announced, else the site's."""

    until: AwareDatetime
    time_zone: str | None = None

    @field_validator("time_zone")
    @classmethod
    def known(cls, name: str | None) -> str | None:
        try:
            if name is not None:
                is_known(name)
        except ValidationError as refusal:
            raise ValueError(" ".join(refusal.messages)) from None
        return name


class WrittenEmbargo(Schema):
    """Null cancels what is in force; left out, it stays."""

    embargo: EmbargoSchema | None = None


class ReadEmbargo(Schema):
    embargo: EmbargoSchema | None = None

    @staticmethod
    def resolve_embargo(page: Page) -> EmbargoSchema | None:
        held = Piece.of(page).embargo
        return (
            EmbargoSchema(until=held.until, time_zone=held.time_zone) if held and held.is_in_force else None
        )


class EmbargoedForm(WagtailAdminPageForm):
    """Holds the piece as soon as the page is there, and before it is published."""

    embargo = forms.Field(required=False)
    is_held = False

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit)
        if page.pk:  # else the page is put into the tree first
            self.hold()
        return page

    def _save_m2m(self) -> None:
        """What Wagtail calls once a new page is in the tree."""
        super()._save_m2m()
        self.hold()

    def hold(self) -> None:
        if self.is_held or "embargo" not in self.data:
            return
        self.is_held = True
        told, piece = self.cleaned_data["embargo"], Piece.of(self.instance)
        if told:
            hold(piece, told["until"], told.get("time_zone") or piece.time_zone, self.for_user)
            self.warn()
        elif piece.embargo and piece.embargo.is_in_force:
            let_go(piece, self.for_user)

    def warn(self) -> None:
        """In `meta.warnings`, of pictures whose consent ends before the embargo: what the admin says then."""
        warnings: list[Any] = self.instance._meta_warnings
        for page, problem in uncovered(Piece.of(self.instance)):
            warnings.append(f"{page.get_admin_display_title()} ({page.locale.language_code}): {problem}")


def register() -> None:
    """After Wagtail has made its schemas, and before its views are made of them."""
    for model in apps.get_models():
        if not issubclass(model, BasePage):
            continue
        schemas = registry.get(model._meta.label)
        schemas.read_schema = joined(ReadEmbargo, schemas.read_schema)
        schemas.create_schema = joined(WrittenEmbargo, schemas.create_schema)
        schemas.patch_schema = joined(WrittenEmbargo, schemas.patch_schema)
        form = getattr(model, "api_base_form_class", EmbargoedForm)
        if not issubclass(form, EmbargoedForm):
            form = type(form.__name__, (EmbargoedForm, form), {})
        model.api_base_form_class = form


def joined(more: type[Schema], schema: Any) -> Any:
    """Under the schema's own name: that is what the API's description calls it."""
    return type(schema)(schema.__name__, (more, schema), {"__doc__": schema.__doc__})
