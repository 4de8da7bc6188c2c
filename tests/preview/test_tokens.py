"""Who gets past: whoever holds a good token, for as long as it is good, and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from cms.preview.models import PreviewLink
from tests import factories
from tests.factories import Place

Ask = Callable[[str], Any]


@pytest.fixture
def page(place: Place) -> Any:
    return factories.ContentPageFactory(parent=place.home, title="Entwurf", live=False)


def nobodys_to_keep(response: Any) -> None:
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert not {"ETag", "Surrogate-Key", "Surrogate-Control", "Cache-Tag", "CDN-Cache-Control"} & set(
        response.headers
    )
    assert not response.cookies


def refused(response: Any) -> None:
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "http://localhost:8000/problems/preview-refused"
    nobodys_to_keep(response)
    assert "Entwurf" not in response.content.decode()


def test_the_answer_is_for_nobody_to_keep(page: Any, ask: Ask) -> None:
    token = PreviewLink.share(page, None).token
    response = ask(token)
    nobodys_to_keep(response)
    # Behind a proxy that asks for a password, too.
    behind = Client().get("/api/v1/preview/", {"token": token}, headers={"Authorization": "Basic eDp5"})
    assert behind["Cache-Control"] == "private, no-store"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_link_ends(page: Any, ask: Ask) -> None:
    link = PreviewLink.share(page, None)
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert ask(link.token).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        refused(ask(link.token))


def test_a_revoked_link_opens_nothing(page: Any, ask: Ask) -> None:
    link = PreviewLink.share(page, None)
    token = link.token
    link.delete()
    refused(ask(token))


def test_a_deleted_page_opens_nothing(page: Any, ask: Ask) -> None:
    token = PreviewLink.share(page, None).token
    page.delete()
    refused(ask(token))


def test_a_forged_token_opens_nothing(page: Any, ask: Ask) -> None:
    link = PreviewLink.share(page, None)
    pk, _, signature = link.token.partition(".")
    forgeries = [f"{int(pk) + 1}.{signature}", f"{pk}.{signature[:-1]}", f"{pk}.", "x", ".", "1.2.3"]
    # Signed by us, but for something else.
    forgeries += [Signer(salt="other", sep=".").sign(pk), Signer(salt="cms.preview", sep=".").sign("x")]
    for forged in forgeries:
        refused(ask(forged))


def test_a_token_does_not_outlive_the_secret_key(page: Any, ask: Ask, settings: Any) -> None:
    token = PreviewLink.share(page, None).token
    settings.SECRET_KEY = "another"
    refused(ask(token))


@pytest.mark.parametrize("token", ["", "a b", "ä", "x" * 101, "12:34", "../..", "%00"])
def test_what_cannot_be_a_token_is_a_bad_parameter(client: Client, db: None, token: str) -> None:
    response = client.get("/api/v1/preview/", {"token": token})
    assert response.status_code == 400
    assert [each["parameter"] for each in response.json()["errors"]][-1] in ("token", "")


def test_a_token_is_asked_for(client: Client, db: None) -> None:
    assert client.get("/api/v1/preview/").status_code == 400
    assert client.get("/api/v1/preview/?token=a.b&token=c.d").status_code == 400
    assert client.get("/api/v1/preview/?token=a.b&fields=_").status_code == 400
    assert client.post("/api/v1/preview/?token=a.b").status_code == 405


def test_a_token_is_good_for_its_draft_alone(page: Any, client: Client, ask: Ask) -> None:
    token = PreviewLink.share(page, None).token
    assert client.get(f"/api/v1/pages/{page.pk}/").status_code == 404
    assert client.get(f"/api/v1/pages/{page.pk}/", {"token": token}).status_code == 400
    other = factories.ContentPageFactory(parent=page.get_parent(), live=False)
    assert ask(token).json()["id"] == page.pk != other.pk


def test_links_are_no_reference_to_a_page(page: Any, client: Client) -> None:
    """A page that is deleted is not said to be used by them, and nothing is built again for them."""
    from wagtail.models import ReferenceIndex  # noqa: PLC0415

    PreviewLink.share(page, None, page.latest_revision)
    assert not ReferenceIndex.model_is_indexable(PreviewLink)
