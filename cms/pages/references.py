"""Whether all that a page's revision refers to is still there: one question, not one for each reference."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, Model
from modelcluster.models import get_all_child_relations

Reference = tuple[type[Model], int]


def all_there(model: type[Model], data: dict[str, Any]) -> bool:
    """Whether everything that `data` refers to exists, as `serializable_data` has written it of a `model`."""
    asked: dict[type[Model], set[int]] = defaultdict(set)
    for target, pk in references(model, data):
        asked[target].add(pk)
    found = [
        target._default_manager.filter(pk__in=pks).order_by().values("pk") for target, pks in asked.items()
    ]
    return not found or found[0].union(*found[1:], all=True).count() == sum(map(len, asked.values()))


def references(model: type[Model], data: dict[str, Any]) -> Iterator[Reference]:
    """What foreign keys of the object and of its children refer to."""
    for field in model._meta.fields:
        if isinstance(field, ForeignKey) and (value := data.get(field.name)) is not None:
            yield field.remote_field.model, field.target_field.to_python(value)
    for relation in get_all_child_relations(model):
        for child in data.get(relation.get_accessor_name(), ()):
            yield from references(relation.related_model, child)
