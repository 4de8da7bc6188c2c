"""Tells the read side what there is to read: every page type and block, from what makes their JSON."""

from django.apps import apps
from django.utils.translation import override

from cms.media.json import SCHEMAS as MEDIA
from cms.pages.blocks import schemas as block_schemas
from cms.pages.models import BasePage
from cms.pages.schemas import SHARED
from cms.published.contract import register_components, register_type


@override("en")  # the contract's language, whatever the admin's
def register() -> None:
    register_components({**SHARED, **MEDIA, **block_schemas()})
    for page_type in apps.get_models():
        if not issubclass(page_type, BasePage):
            continue
        names = {field.name for field in page_type._meta.get_fields()}
        register_type(
            page_type._meta.label,
            {field.name: field.schema() for field in page_type.content_fields},
            card_fields=[field.name for field in page_type.content_fields if field.card],
            # The filter `kind` is checked against them; other choices are not fixed in the contract.
            values={"kind": [value for value, _ in page_type._meta.get_field("kind").flatchoices]}
            if "kind" in names
            else {},
            description=str(page_type.page_description),
        )
