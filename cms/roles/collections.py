"""Collections that are private to some groups are so for editors too.

Wagtail's privacy of a collection is for readers; whoever may choose files on top may choose them in every
collection below. Papers that only some of the desk may see need a collection that is closed to the others.
"""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy


def install() -> None:
    """The policy of images and documents, wherever it is asked. Who manages collections is another one."""
    check, collections = (
        CollectionOwnershipPermissionPolicy._check_perm,
        CollectionOwnershipPermissionPolicy._collections_with_perm,
    )

    def check_open(policy: Any, user: Any, actions: Any, collection: Collection | None = None) -> bool:
        allowed = bool(check(policy, user, actions, collection))
        return allowed and not (collection and closed_to(user).filter(pk=collection.pk).exists())

    def open_collections(policy: Any, user: Any, actions: Any) -> QuerySet[Collection]:
        found: QuerySet[Collection] = collections(policy, user, actions)
        return found.exclude(pk__in=closed_to(user).values("pk"))

    CollectionOwnershipPermissionPolicy._check_perm = check_open
    CollectionOwnershipPermissionPolicy._collections_with_perm = open_collections


def closed_to(user: Any) -> QuerySet[Collection]:
    """Collections private to groups of which the person is in none, and all below them."""
    found = Collection.objects.none()
    if user.is_superuser:
        return found
    restrictions = CollectionViewRestriction.objects.filter(
        restriction_type=CollectionViewRestriction.GROUPS
    ).exclude(groups__in=user.groups.all())
    for restriction in restrictions.select_related("collection"):
        found |= Collection.objects.descendant_of(restriction.collection, inclusive=True)
    return found
