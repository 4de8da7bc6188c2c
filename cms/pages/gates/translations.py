"""wagtail-localize publishes after the request's transaction, when a refusal would be nobody's answer.

And what of a source was read for a translation, and what is public of it, is kept with the versions.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.pages.models import BasePage
from cms.pages.translating import PublicText, TranslatedVersion, begun_from, digest_of


def install() -> None:
    TranslationSource.create_or_update_translation = publishing_at_once(
        TranslationSource.create_or_update_translation
    )
    PublishRevisionAction._publish_revision = keeping_its_text(PublishRevisionAction._publish_revision)


def publishing_at_once(write: Callable[..., Any]) -> Callable[..., Any]:
    """A page is saved as a draft, then published while its draft can still be taken back with the refusal.

    Which state of the source the draft was made from is kept: the source moves on, and its row with it.
    """

    @wraps(write)
    def write_and_publish(
        source: Any, locale: Any, user: Any = None, publish: bool = True, **options: Any
    ) -> Any:
        if not issubclass(source.specific_content_type.model_class(), Page):
            return write_whole(write, source, locale, user=user, publish=publish, **options)
        with transaction.atomic():
            page, created = write(source, locale, user=user, publish=False, **options)
            revision = page.get_latest_revision()
            TranslatedVersion.objects.update_or_create(
                revision=revision,
                defaults={
                    "source_locale_id": source.locale_id,
                    "as_of": source.last_updated_at,
                    "source_digest": digest_of(page, json.loads(source.content_json)),
                    "released_at": None,
                },
            )
            if publish:
                revision.publish(user=user)
                page.refresh_from_db()
        return page, created

    return write_and_publish


def keeping_its_text(publish: Callable[..., Any]) -> Callable[..., Any]:
    """Of what is scheduled too, which becomes public with no job's help."""

    @wraps(publish)
    def publish_and_keep(action: Any, revision: Any, page: Any, *args: Any, **more: Any) -> Any:
        if isinstance(page, BasePage):
            digest = digest_of(page, revision.content)
            PublicText.objects.update_or_create(revision=revision, defaults={"digest": digest})
        return publish(action, revision, page, *args, **more)

    return publish_and_keep


def write_whole(write: Callable[..., Any], source: Any, locale: Any, **options: Any) -> Any:
    """A snippet that readers have in that language stays as it is until all of it is translated anew.

    It has no drafts: what is written is public.
    """
    there = source.specific_content_type.model_class().objects.filter(
        translation_key=source.object_id, locale=locale
    )
    before = there.first()
    is_whole = before is not None and begun_from(before) is None
    with transaction.atomic():
        snippet, created = write(source, locale, **options)
        if is_whole and begun_from(snippet) is not None:
            transaction.set_rollback(True)
    return (there.get(), False) if is_whole else (snippet, created)
