"""What is restricted is nobody's: pages, branches and collections."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from cms.projection import project
from newsroom.models import NewsContact
from tests.projection.observing import answers, changes, content, item, jobs, last_change
from tests.projection.world import World, publish


def test_a_restricted_page_is_gone_until_the_restriction_is_lifted(world: World) -> None:
    since = last_change()
    restriction = PageViewRestriction.objects.create(
        page=world.page("page"), restriction_type=PageViewRestriction.LOGIN
    )
    assert item(world.page("page")) is None
    assert content(world.page("news"))["related"] == []
    restriction.delete()
    assert content(world.page("news"))["related"][0]["title"] == "A page"
    key = f"page-{world.pages['page']}"
    assert [action for action, of in changes(since) if of == key] == ["removed", "published"]


def test_a_restriction_on_an_ancestor_hides_the_branch_until_it_is_lifted(world: World) -> None:
    restriction = PageViewRestriction.objects.create(
        page=world.page("section"), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert [item(world.page(name)) for name in ("section", "page", "sibling")] == [None] * 3
    assert "A page" not in answers()
    restriction.delete()
    assert all(item(world.page(name)) for name in ("section", "page", "sibling"))


def test_restrictions_set_and_lifted_in_the_admin(world: World, admin: Client) -> None:
    url = reverse("wagtailadmin_pages:set_privacy", args=[world.pages["section"]])
    admin.post(url, {"restriction_type": "login", "password": "", "groups": []})
    assert item(world.page("page")) is None
    admin.post(url, {"restriction_type": "none", "password": "", "groups": []})
    assert item(world.page("page"))


def test_files_of_a_restricted_collection_leave_everything_until_it_is_lifted(world: World) -> None:
    restriction = CollectionViewRestriction.objects.create(
        collection=world.get_collection(), restriction_type=CollectionViewRestriction.LOGIN
    )
    shown = content(world.page("news"))
    assert shown["teaser_image"] is None
    assert "the report</p>" in shown["body"][0]["value"]["html"].replace(".", "")
    assert item(f"image-{world.image}") is None
    assert item(f"document-{world.document}") is None
    assert content(world.page("home"))["featured"][0]["teaser_image"] is None
    restriction.delete()
    assert content(world.page("news"))["teaser_image"]["id"] == world.image
    assert item(f"document-{world.document}")


def test_a_restriction_on_a_collection_holds_below_it(world: World) -> None:
    below = world.get_collection().add_child(name="Below")
    image = world.get_image()
    image.collection = below
    image.save()
    assert item(f"image-{world.image}")
    CollectionViewRestriction.objects.create(
        collection=world.get_collection(), restriction_type=CollectionViewRestriction.LOGIN
    )
    assert item(f"image-{world.image}") is None


def test_a_picture_moved_into_a_private_collection_is_gone(world: World) -> None:
    private = world.get_collection().get_parent().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    image = world.get_image()
    image.collection = private
    image.save()
    assert item(f"image-{world.image}") is None
    assert content(world.page("news"))["teaser_image"] is None


def test_a_collection_moved_below_a_private_one_takes_its_files_along(world: World, admin: Client) -> None:
    private = world.get_collection().get_parent().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    url = reverse("wagtailadmin_collections:edit", args=[world.collection])
    assert admin.post(url, {"name": "Pictures", "parent": private.pk}).status_code == 302
    assert item(f"image-{world.image}") is None
    assert content(world.page("news"))["teaser_image"] is None


@pytest.mark.parametrize("what", ["image", "document"])
def test_files_moved_many_at_once_into_a_private_collection_are_gone(
    world: World, admin: Client, what: str
) -> None:
    private = world.get_collection().get_parent().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    url = reverse("wagtail_bulk_action", args=["media", what, "add_to_collection"])
    pk = getattr(world, what)
    answer = admin.post(f"{url}?id={pk}", {"collection": private.pk})
    assert answer.status_code == 302
    assert item(f"{what}-{pk}") is None
    assert f"/{what}s/{pk}/" not in answers()


def test_a_page_that_many_show_leaves_all_of_them_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    PageViewRestriction.objects.create(page=world.page("page"), restriction_type="login")
    assert "A page" not in answers()
    assert jobs() == []


def test_a_picture_that_many_show_leaves_all_of_them_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    image = world.get_image()
    image.consent_withdrawn_on = timezone.localdate()
    image.save()
    assert "A picture" not in answers()
    assert item(f"image-{world.image}") is None
    assert content(world.page("news"))["teaser_image"] is None


def test_a_deleted_contact_leaves_all_pages_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    other = world.page("other")
    publish(other, contacts=[NewsContact(contact=world.get_contact())])
    world.get_contact().delete()
    assert "Ada Example" not in answers()


def test_what_the_worker_is_still_to_do_shows_no_picture_that_is_withdrawn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "FAN_OUT_IN_DOOR", 1)
    monkeypatch.setattr(project, "HIDING_IN_DOOR", 0)
    image = world.get_image()
    image.consent_withdrawn_on = timezone.localdate()
    image.save()
    assert jobs()
    assert item(f"image-{world.image}") is None
