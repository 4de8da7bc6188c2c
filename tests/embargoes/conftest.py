from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from tests import factories
from tests.factories import Place
from tests.standing import place, standing_site

__all__ = ["place", "standing_site"]


@pytest.fixture(scope="module")
def languages() -> tuple[str, ...]:
    return ("de", "en")


@pytest.fixture
def draft(place: Place) -> Any:
    return factories.NewsPageFactory(parent=place.newsroom, title="Geheim", live=False)


def signed_in(name: str, *actions: str, where: Any = None, **profile: str) -> Client:
    """Somebody's browser; with actions on pages that they may do, else an administrator's."""
    if actions:
        user = User.objects.create_user(name)
        group = Group.objects.create(name=f"{name}s")
        user.groups.add(group)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for action in actions:
            permission = Permission.objects.get(
                codename=f"{action}_page", content_type__app_label="wagtailcore"
            )
            for page in where:
                GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    else:
        user = User.objects.create_superuser(name)
    UserProfile.objects.create(user=user, **{"preferred_language": "en", **profile})
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in("chief", current_time_zone="Africa/Cairo")
