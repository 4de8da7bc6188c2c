import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import APIToken

from tests import factories
from tests.factories import Place
from tests.management_api.calls import ManagementApi


@pytest.fixture
def place(db: None) -> Place:
    return factories.make_site()


@pytest.fixture
def api(client: Client, place: Place) -> ManagementApi:
    editor = get_user_model().objects.create_superuser("editor")
    _, key = APIToken.create_token(user=editor, name="test")
    return ManagementApi(client, {"Authorization": f"Bearer {key}"})
