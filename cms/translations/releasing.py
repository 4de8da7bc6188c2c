"""A translation that is let out before it is whole: by whom, when, and with which texts left as they were."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import Translation

from cms.pages import audit
from cms.pages.translating import Text, TranslatedVersion, untranslated
from cms.translations.audit import AS_IT_IS


def left(translation: Translation) -> list[Text]:
    """The texts that would stay in the original language, were the translation published now."""
    page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return untranslated(page, translation.source.locale_id)


@transaction.atomic
def publish_as_it_is(translation: Translation, texts: list[Text], user: Any) -> None:
    """As it is translated now. Raises Refused where anything else keeps it from being published."""
    translation.save_target(user=user, publish=False)
    page = translation.get_target_instance()
    revision = page.get_latest_revision()
    name = user.get_full_name() or user.get_username()
    TranslatedVersion.objects.filter(revision=revision).update(
        released_by=user, name=name, released_at=timezone.now()
    )
    audit.write(page, AS_IT_IS, {"texts": [text.words for text in texts]}, user)
    revision.publish(user=user)
