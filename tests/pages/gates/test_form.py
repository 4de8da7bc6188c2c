"""In the form a refusal stands beside its field, in the editor's language, and nothing typed is lost."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from newsroom.models import NewsContact, NewsDownload, NewsPage
from tests.factories import ImageFactory, NewsPageFactory, Place
from tests.pages.gates.pages import block, picture, with_body
from tests.preview.test_editors import form_of


@pytest.fixture
def german(desk: Client) -> Client:
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    return desk


def form_with_rows(client: Client, address: str) -> dict[str, Any]:
    """What the browser would send, with the rows and the body's images too."""
    found = form_of(client, address) | {"notes_to_editors": "null"}
    form = client.get(address).context["form"]
    for formset in form.formsets.values():
        for name in ("TOTAL_FORMS", "INITIAL_FORMS"):
            found[f"{formset.prefix}-{name}"] = str(len(formset.forms))
        for number, child in enumerate(formset.forms, start=1):
            values = {name: child.get_initial_for_field(field, name) for name, field in child.fields.items()}
            values |= {"ORDER": number, "DELETE": "", "id": child.instance.pk}
            found |= {
                child.add_prefix(name): "" if value is None else value for name, value in values.items()
            }
    blocks = form.instance.body.raw_data
    found["body-count"] = str(len(blocks))
    for index, stored in enumerate(blocks):
        named = {"type": stored["type"], "id": stored["id"], "order": index, "deleted": ""}
        named |= {f"value-{name}": value or "" for name, value in stored["value"].items()}
        found |= {f"body-{index}-{name}": value for name, value in named.items()}
    return found


def send(client: Client, address: str, **more: str) -> Any:
    return client.post(address, form_with_rows(client, address) | more)


def address_of(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def news(place: Place) -> Any:
    """A draft with a block, a download and a summary that lack something."""
    bare = ImageFactory(title="DSC_0815", alt="", credit="")
    news = NewsPageFactory(
        parent=place.newsroom, title="Brücke", summary="", live=False, downloads=[NewsDownload(image=bare)]
    )
    return with_body(news, block("image", picture(ImageFactory())), block("image", picture(bare)))


def test_each_problem_stands_beside_its_field_and_above_with_a_link(news: Any, german: Client) -> None:
    answer = send(german, address_of(news), **{"action-publish": "1", "title": "Neue Brücke"})
    assert answer.status_code == 200
    form, html = answer.context["form"], answer.content.decode()
    assert form["title"].value() == "Neue Brücke"
    assert "Das ist leer. Bitte ausfüllen" in str(form.errors["summary"])
    (row,) = form.formsets["downloads"].forms
    assert any("Alternativtext" in said for said in row.errors["image"])
    (stream,) = form.errors["body"].as_data()
    assert set(stream.block_errors) == {1}
    assert len(stream.block_errors[1].block_errors["image"].messages) == 2
    assert 'href="#:w:contentpath=summary"' in html
    assert f'href="#:w:contentpath=body.{news.body[1].id}.image"' in html
    assert 'href="#inline_child_downloads-0"' in html
    assert "Die Seite ist nicht veröffentlicht" in html
    assert "Zusammenfassung" in html
    assert not Page.objects.get(pk=news.pk).live


def test_a_new_page_comes_back_as_it_was_typed(place: Place, german: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["newsroom", "newspage", place.newsroom.pk])
    answer = send(
        german, address, **{"action-publish": "1", "title": "Ganz neu", "slug": "ganz-neu", "kind": "news"}
    )
    assert answer.status_code == 200
    assert answer.context["form"]["title"].value() == "Ganz neu"
    assert "summary" in answer.context["form"].errors
    assert not NewsPage.objects.exists()


def test_a_page_in_order_is_published_with_each_of_its_rows_once(place: Place, german: Client) -> None:
    news = NewsPageFactory(parent=place.newsroom, live=False, contacts=[NewsContact(name="Ada")])
    with_body(news, block("image", picture(ImageFactory())))
    more = {
        "action-publish": "1",
        "contacts-TOTAL_FORMS": "2",
        "contacts-1-name": "Bo",
        "contacts-1-ORDER": "2",
        "contacts-1-id": "",
        "contacts-1-DELETE": "",
    }
    answer = send(german, address_of(news), **more)
    assert answer.status_code == 302, answer.context["form"].errors
    found = NewsPage.objects.get(pk=news.pk)
    assert found.live
    assert [contact.name for contact in found.contacts.all()] == ["Ada", "Bo"]


def test_a_draft_is_saved_whatever_it_lacks(news: Any, german: Client) -> None:
    answer = send(german, address_of(news), title="Entwurf")
    assert answer.status_code == 302
    assert NewsPage.objects.get(pk=news.pk).get_latest_revision().content["title"] == "Entwurf"


def test_only_the_step_that_publishes_asks(news: Any, german: Client, chief: Any) -> None:
    workflow = Workflow.objects.create(name="Weg")
    for number in (0, 1):
        task = GroupApprovalTask.objects.create(name=f"Schritt {number}")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
    workflow.start(news, chief)
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    assert send(german, address_of(news), **approve).status_code == 302
    answer = send(german, address_of(news), **approve, title="Im letzten Schritt")
    assert answer.status_code == 200
    assert answer.context["form"]["title"].value() == "Im letzten Schritt"
    assert "summary" in answer.context["form"].errors
    assert Page.objects.get(pk=news.pk).workflow_in_progress


def test_saving_by_itself_asks_nothing(news: Any, german: Client) -> None:
    fields = form_with_rows(german, address_of(news))
    answer = german.post(address_of(news), fields, headers={"Accept": "application/json"})
    assert json.loads(answer.content)["success"] is True
