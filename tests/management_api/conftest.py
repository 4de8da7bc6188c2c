import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import APIToken

from tests.factories import Place
from tests.management_api.calls import ManagementApi
from tests.standing import languages, place, standing_site

__all__ = ["languages", "place", "standing_site"]


@pytest.fixture(scope="module", autouse=True)
def _standing(standing_site: None) -> None:
    """Every test of this room has the site."""


@pytest.fixture
def api(client: Client, place: Place) -> ManagementApi:
    editor = get_user_model().objects.create_superuser("editor")
    _, key = APIToken.create_token(user=editor, name="test")
    return ManagementApi(client, {"Authorization": f"Bearer {key}"})
