"""Tells the read side what there is to read: every page type and block, from what makes their JSON."""

from typing import Any

from django.apps import apps
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.media.json import SCHEMAS as MEDIA
from cms.pages.blocks import schemas as block_schemas
from cms.pages.models import BasePage
from cms.pages.schemas import SHARED
from cms.projection import labels
from cms.published.contract import register_components, register_item_types, register_type

# Fields of which each choice has a name that readers get.
CHOICES = ("kind", "status")


@override("en")  # the contract's language, whatever the admin's
def register() -> None:
    register_components({**SHARED, **MEDIA, **block_schemas()})
    register_item_types(get_image_model()._meta.label, get_document_model()._meta.label)
    page_types = [model for model in apps.get_models() if issubclass(model, BasePage)]
    choices: dict[str, dict[str, Any]] = {name: {} for name in CHOICES}
    for page_type in page_types:
        names = {field.name for field in page_type._meta.get_fields()}
        own = {name: dict(page_type._meta.get_field(name).flatchoices) for name in CHOICES if name in names}
        register_type(
            page_type._meta.label,
            {field.name: field.schema() for field in page_type.content_fields},
            card_fields=[field.name for field in page_type.content_fields if field.card],
            # The filter `kind` is checked against them; other choices are not fixed in the contract.
            values={"kind": own["kind"]} if "kind" in own else {},
            description=str(page_type.page_description),
        )
        for name, listed in own.items():
            choices[name] |= listed
    labels.register(page_types, choices)
