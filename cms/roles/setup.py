"""Makes groups of the roles, and gives them what is theirs: once each, whatever becomes of it later."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import Model
from django.utils.translation import get_language_info, override
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from cms.roles.matrix import EVERYWHERE, LANGUAGE, ROLES, Role
from cms.roles.models import Done

Say = Callable[[str], Any]


class Grant(NamedTuple):
    """A permission (`app.codename`), and the page or collection from which it holds downwards."""

    permission: str
    kind: str = ""
    place: int | None = None

    def __str__(self) -> str:
        return f"{self.permission} {self.kind} {self.place}" if self.kind else self.permission


class Setup:
    """One run. `restore`: also what was made or given before and is gone."""

    def __init__(self, say: Say, language: str, restore: bool = False) -> None:
        self.say, self.language, self.restore = say, language, restore
        self.done = dict(Done.objects.values_list("key", "object_id"))
        self.homes = home_pages()
        self.known = {
            f"{each.content_type.app_label}.{each.codename}": each
            for each in Permission.objects.select_related("content_type")
        }

    def once(self, key: str, model: type[Model], make: Callable[[], Model]) -> Any:
        """What was made under that key, or is made now. None where it was deleted since."""
        if key in self.done:
            found = model._default_manager.filter(pk=self.done[key]).first()
            if found or not self.restore:
                return found
        with override(self.language):
            made = make()
        log(made, "wagtail.create")
        self.remember(key, made.pk)
        self.say(f"Made: {made}")
        return made

    def remember(self, key: str, object_id: int | None = None) -> None:
        Done.objects.update_or_create(key=key, defaults={"object_id": object_id})
        self.done[key] = object_id

    def groups(self) -> None:
        for role, locale in roles_and_locales():
            key = group_key(role, locale)
            group = self.once(key, Group, partial(new_group, role, locale))
            if group:
                self.give(group, key, set(self.wanted(role, locale)))

    def wanted(self, role: Role, locale: Locale | None) -> Iterator[Grant]:
        yield from (Grant(each) for each in role.permissions)
        root = Collection.get_first_root_node().pk
        yield from (Grant(each, "collection", root) for each in role.collection_permissions)
        if role.where == EVERYWHERE:
            pages = [Page.get_first_root_node().pk]
            yield from (
                Grant(f"wagtailcore.{action}_collection", "collection", root)
                for action in ("add", "change", "delete")
            )
        else:
            pages = [page.pk for page in self.homes if locale is None or page.locale_id == locale.pk]
        yield from (Grant(each, "page", page) for page in pages for each in role.page_permissions)

    def give(self, group: Group, key: str, wanted: set[Grant]) -> None:
        """What the group has not, and was not given before."""
        lacking = wanted - held(group)
        new = sorted(each for each in lacking if self.restore or f"{key}: {each}" not in self.done)
        for grant in new:
            self.grant(group, grant)
        keys = [f"{key}: {each}" for each in wanted]
        Done.objects.bulk_create(Done(key=each) for each in keys if each not in self.done)
        self.done |= dict.fromkeys(keys)
        if new:
            log(group, "wagtail.edit")
            self.say(f"{group}: {len(new)} permissions added")
        if left := len(lacking) - len(new):
            self.say(f"{group}: {left} permissions that were taken away stay so (--restore gives them back)")

    def grant(self, group: Group, grant: Grant) -> None:
        permission = self.known[grant.permission]
        if grant.kind == "page":
            GroupPagePermission.objects.create(group=group, permission=permission, page_id=grant.place)
        elif grant.kind == "collection":
            GroupCollectionPermission.objects.create(
                group=group, permission=permission, collection_id=grant.place
            )
        else:
            group.permissions.add(permission)


def one_at_a_time() -> None:
    """Two runs at once would make everything twice; the second waits, and finds it done."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Done._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def home_pages() -> list[Page]:
    """Each site's home page, in all its languages."""
    return list(Page.objects.filter(translation_key__in=home_keys()).order_by("path"))


def home_keys() -> Any:
    """The sites' home pages' translation keys, as a queryset."""
    return Site.objects.values("root_page__translation_key")


def roles_and_locales() -> Iterator[tuple[Role, Locale | None]]:
    locales = list(Locale.objects.order_by("pk"))
    for role in ROLES:
        yield from ((role, locale) for locale in (locales if role.where == LANGUAGE else [None]))


def group_key(role: Role, locale: Locale | None = None) -> str:
    return f"group {role.key} {locale.language_code}" if locale else f"group {role.key}"


def group_of(role: Role, locale: Locale | None = None) -> Group | None:
    """The role's group, whatever it is called by now."""
    made = Done.objects.filter(key=group_key(role, locale)).values("object_id")
    return Group.objects.filter(pk__in=made).first()


def new_group(role: Role, locale: Locale | None) -> Group:
    """Never one that is there already: whoever is in that did not ask for more."""
    name = str(role.name)
    if locale:
        name = name % {"language": language_name(locale)}
    if Group.objects.filter(name=name).exists():
        name = f"{name} ({role.key})"
    return Group.objects.create(name=name)


def language_name(locale: Locale) -> str:
    try:
        return str(get_language_info(locale.language_code)["name_translated"])
    except KeyError:
        return str(locale.get_display_name())


def held(group: Group) -> set[Grant]:
    found = {Grant(f"{app}.{name}") for app, name in names(group.permissions)}
    for kind, model in (("page", GroupPagePermission), ("collection", GroupCollectionPermission)):
        rows = model.objects.filter(group=group)
        for app, name, place in rows.values_list(
            "permission__content_type__app_label", "permission__codename", f"{kind}_id"
        ):
            found.add(Grant(f"{app}.{name}", kind, place))
    return found


def names(permissions: Any) -> Any:
    return permissions.values_list("content_type__app_label", "codename")
