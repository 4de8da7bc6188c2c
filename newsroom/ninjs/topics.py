"""Subjects of items as topics of ours."""

import re
from hashlib import sha1

from wagtail.models import Locale

from cms.pages.slugs import slugify
from newsroom.models import Topic
from newsroom.ninjs.article import Subject

TITLE_LENGTH = 255
ASCII = re.compile(r"[a-z0-9-]+")


def topic(subject: Subject, locale: Locale) -> Topic:
    """The topic of a subject in a language: by key, else by name, else made.

    The key is the same in every language, so a topic that is known in another one gets a version here.
    """
    title = subject.name[:TITLE_LENGTH]
    slug = key(subject.key or subject.name, locale.language_code)
    here = Topic.objects.filter(locale=locale)
    found = here.filter(slug=slug).first() or here.filter(title__iexact=title).first()
    if found:
        return found
    made = Topic(title=title, slug=slug, locale=locale)
    if elsewhere := Topic.objects.filter(slug=slug).order_by("pk").first():
        made.translation_key = elsewhere.translation_key
    made.full_clean()
    made.save()
    return made


def key(written: str, language: str) -> str:
    """A slug in ASCII, for keys stand in addresses; a short number where the script has no such letters."""
    slug = slugify(written, language)
    if ASCII.fullmatch(slug):
        return slug
    return f"topic-{sha1(written.casefold().encode(), usedforsecurity=False).hexdigest()[:10]}"
