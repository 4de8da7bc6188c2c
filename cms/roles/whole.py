"""All of it, in one transaction: groups, their permissions, the workflow."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Locale, Page, Site

from cms.roles import leftovers
from cms.roles.models import Done
from cms.roles.setup import Say, Setup, home_keys, one_at_a_time
from cms.roles.workflow import make_workflow


@transaction.atomic
def set_up(say: Say, *, language: str = settings.LANGUAGE_CODE, restore: bool = False) -> None:
    """Make and give what is missing; `say` gets a line for each thing done, and none for what is there.

    `language`: of new groups' names. `restore`: see cms.roles.setup.Setup.
    """
    one_at_a_time()
    leftovers.take_away(say)
    setup = Setup(say, language, restore)
    setup.groups()
    make_workflow(setup)


def follow() -> None:
    """A language, a site or a home page that is new gets its permissions at once."""
    post_save.connect(grown, dispatch_uid="roles")


def grown(sender: type[Any], instance: Any, created: bool, raw: bool = False, **more: Any) -> None:
    if raw or not may_matter(instance, created):
        return
    # Whoever has never set up roles does without.
    if Done.objects.exists():
        set_up(lambda line: None)


def may_matter(instance: Any, created: bool) -> bool:
    if isinstance(instance, Page):
        return created and home_keys().filter(root_page__translation_key=instance.translation_key).exists()
    return isinstance(instance, Site) or (isinstance(instance, Locale) and created)
