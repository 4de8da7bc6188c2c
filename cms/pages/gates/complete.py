"""Is everything there, and is each thing valid? Forms ask that; here it is asked of what came past them."""

from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ForeignKey
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME

from cms.pages.gates.problems import Problem
from cms.pages.places import VALUE, Place, block_step, child_step, field_step, item_step, row_step

INVALID: Final = "invalid"
MISSING: Final = "missing"


def problems(page: Any) -> Iterator[Problem]:
    yield from missing(page)
    yield from of_model(page)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from of_stream(page, field.name)
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name != COMMENTS_RELATION_NAME:
            yield from of_rows(page, name)


def missing(page: Any) -> Iterator[Problem]:
    for field in page.content_fields:
        if field.is_missing(page):
            message = _("This is empty. Fill it in: no page of this kind is published without it.")
            yield Problem(MISSING, field.place(page), message)


def of_model(page: Any) -> Iterator[Problem]:
    if page.pk is None:  # it has no place in the tree yet, and its form has asked
        return
    try:
        page.full_clean(exclude=references(page))
    except ValidationError as error:
        yield from of_fields(page, error, ())


def of_rows(page: Any, name: str) -> Iterator[Problem]:
    """Rows by themselves: a revision is stored with them and says nothing about them."""
    for index, row in enumerate(getattr(page, name).all()):
        try:
            row.clean_fields(exclude=references(row))
            row.clean()
        except ValidationError as error:
            yield from of_fields(row, error, (field_step(page, name), row_step(row, index)))


def references(model: Any) -> set[str]:
    """What the database itself keeps whole, and Django would ask it about one by one."""
    return {field.name for field in model._meta.fields if isinstance(field, ForeignKey)}


def of_fields(model: Any, error: ValidationError, above: Place) -> Iterator[Problem]:
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in by_field.items():
        place = above if name == NON_FIELD_ERRORS else (*above, field_step(model, name))
        yield from of_leaf(errors, place)


def of_leaf(errors: list[ValidationError], place: Place) -> Iterator[Problem]:
    for error in errors:
        yield Problem(error.code or INVALID, place, " ".join(error.messages))


def of_stream(page: Any, name: str) -> Iterator[Problem]:
    value = getattr(page, name)
    try:
        value.stream_block.clean(value)
    except ValidationError as error:
        yield from of_block(value.stream_block, value, error, (field_step(page, name),))


def of_block(block: Any, value: Any, error: Any, place: Place) -> Iterator[Problem]:
    """The problems in a block's error, which is as nested as the block."""
    if not hasattr(error, "block_errors"):
        yield from of_leaf(error.error_list, place)
        return
    yield from of_leaf(error.non_block_errors.as_data(), place)
    for key, inner in error.block_errors.items():
        if isinstance(block, BaseStreamBlock):
            child = value[key]
            yield from of_block(child.block, child.value, inner, (*place, block_step(child, key), VALUE))
        elif isinstance(block, ListBlock):
            bound = value.bound_blocks[key]
            yield from of_block(bound.block, bound.value, inner, (*place, item_step(block, bound, key)))
        elif isinstance(block, BaseStructBlock):
            child = block.child_blocks[key]
            yield from of_block(child, value.get(key), inner, (*place, child_step(key, child)))
