"""How often something is used, where Wagtail says 0 times."""

from html import unescape
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from cms.media.models import Image
from tests import factories
from tests.factories import Place
from tests.library.conftest import signed_in


def shown(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_of_what_nothing_uses_that_is_said_in_words(place: Place, image: Image) -> None:
    admin = signed_in(User.objects.create_superuser("chief"), language="de")
    document = factories.DocumentFactory()
    for page in (
        shown(admin, "wagtailimages:index", layout="list"),
        shown(admin, "wagtailimages:edit", image.pk),
        shown(admin, "wagtaildocs:index"),
        shown(admin, "wagtaildocs:edit", document.pk),
    ):
        assert "Noch nicht benutzt" in page
        assert "-mal benutzt" not in page
    assert "Noch nirgends verlinkt" in shown(admin, "wagtailadmin_pages:edit", place.newsroom.pk)
    ReferenceIndex.create_or_update_for_object(
        factories.NewsPageFactory(parent=place.newsroom, teaser_image=image)
    )
    for page in (
        shown(admin, "wagtailimages:index", layout="list"),
        shown(admin, "wagtailimages:edit", image.pk),
    ):
        assert "1-mal benutzt" in page
