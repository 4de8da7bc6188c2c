"""What somebody may, where no single permission of Wagtail's says it."""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.locks import BaseLock
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy, policy_registry

from cms.roles.matrix import TRANSLATOR
from cms.roles.models import Done
from cms.roles.setup import group_key


def has_pages(user: Any) -> bool:
    """Whether the admin shows the person any page."""
    return page_permission_policy.explorable_root_instance(user) is not None


def may_translate(user: Any, source: Any, locale: Locale) -> bool:
    """Whether the person may make or change the version of a page or snippet in that language.

    Of a page: who may edit it where it stands, or where it would stand.
    """
    if not isinstance(source, Page):
        return may_change(user, type(source), locale)
    own = source.get_translation_or_none(locale)
    if own:
        return bool(own.permissions_for_user(user).can_edit())
    return may_change_below(user, place_of(source, locale))


def languages_of(user: Any) -> QuerySet[Locale]:
    """In which the person may add or change any page; whether a certain one, `may_translate` says."""
    mine = page_permission_policy.instances_user_has_any_permission_for(user, {"add", "change"})
    return Locale.objects.filter(Exists(mine.filter(depth__gt=1, locale=OuterRef("pk")).order_by()))


def lock_for(page: Any, user: Any) -> BaseLock | None:
    """Somebody's lock, a step of the workflow or a schedule that keeps the person from changing the page.

    Wagtail asks this where its forms and actions change a page, and its permissions know nothing of it.
    """
    lock = page.get_lock() if isinstance(page, Page) else None
    return lock if lock and lock.for_user(user) else None


def may_publish(user: Any, target: Any) -> bool:
    if isinstance(target, Page):
        return bool(target.permissions_for_user(user).can_publish())
    # A snippet's draft and its public version are the same.
    return may_change(user, type(target), target.locale)


def may_change(user: Any, kind: type[Any], locale: Locale) -> bool:
    """Snippets of that kind in that language. Wagtail's permission for them knows no languages.

    It holds in all of them, but where somebody has it as a translator alone.
    """
    if not policy_registry.get_by_type(kind).user_has_permission(user, "change"):
        return False
    if user.is_superuser:
        return True
    given = Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(kind), codename=f"change_{kind._meta.model_name}"
    )
    groups = set(user.groups.filter(permissions__in=given).values_list("pk", flat=True))
    translators = dict(
        Done.objects.filter(key__startswith=group_key(TRANSLATOR), object_id__in=groups).values_list(
            "object_id", "key"
        )
    )
    return (
        groups > translators.keys()
        or group_key(TRANSLATOR, locale) in translators.values()
        or user.user_permissions.filter(pk__in=given).exists()
    )


def place_of(source: Page, locale: Locale) -> Page:
    """Below which page the translation would come to stand; parents that lack one are made with it."""
    above = source.get_ancestors().values("translation_key")
    found = Page.objects.filter(translation_key__in=above, locale=locale, depth__gt=1)
    return found.order_by("-depth").first() or Page.get_first_root_node()


def may_change_below(user: Any, page: Page) -> bool:
    if user.is_superuser:
        return bool(user.is_active)
    return bool({"add", "change"} & page.permissions_for_user(user).permissions)
