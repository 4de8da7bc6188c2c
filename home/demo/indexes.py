"""Wagtail's indexes are brought up to date once for each page, and not at each of its many saves."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_save
from modelsearch.index import insert_or_update_object
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex, get_page_models
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo.pages import Pages


@contextmanager
def indexing_afterwards(pages: Pages) -> Iterator[None]:
    """While it lasts, saved pages are neither searched for references nor made findable; then all are.

    For a process that does nothing else meanwhile: the search index's signal is taken off for everybody.
    """
    types = get_page_models()
    for model in types:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in types:
            post_save.connect(post_save_signal_handler, sender=model)
    for page in pages.made.values():
        ReferenceIndex.create_or_update_for_object(page)
        insert_or_update_object(page)
