"""What no signal tells of."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.media.models import Document, Image
from cms.projection.doors import noting
from cms.projection.tokens import file_token


@hooks.register("after_bulk_action")  # type: ignore[untyped-decorator]
def files_changed(request: HttpRequest, action_type: str, objects: list[Any], action: object) -> None:
    """Moving files into a collection, many at once, is one UPDATE."""
    files = [each for each in objects if isinstance(each, Image | Document)]
    with noting() as notes:
        notes.tokens.update(file_token(each._meta.model_name, each.pk) for each in files)
