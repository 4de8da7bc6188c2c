"""Words in the admin that no catalogue holds: labels made of a variable's name, or fixed at the start."""

from collections.abc import Iterator

import django_filters
import pytest
from django import forms
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils.functional import Promise
from django.utils.translation import override
from wagtail.admin.forms.choosers import EmailLinkChooserForm
from wagtail.admin.menu import admin_menu, help_menu, reports_menu, settings_menu
from wagtail.models import Collection, Page

from cms.pages.blocks.tables import TableBlock

OURS = ("cms.", "home.", "newsroom.", "api.", "tests.")
# Forms and filters, by what the label would be made of, with the reason why it is not shown as it is.
NOT_SHOWN_LIKE_THAT = {
    "django.contrib": "Django's own admin, which is not installed",
    "taggit.": "for Django's own admin",
    "wagtail.contrib.forms": "not installed",
    "wagtail.contrib.redirects.forms": "hidden, or said by the template",
    "wagtail.images.forms": "no image is put into a text, and no address of one is generated",
    "wagtail.admin.forms.auth": "said by the template",
    "wagtail.admin.forms.comments.CommentForm": "hidden",
    "wagtail.admin.forms.pages.WagtailAdminPageForm.comment_notifications": "said by the template",
    "wagtail.admin.forms.collections": "said by the template",
    "wagtail.admin.forms.workflows.WorkflowContentTypeForm": "said by the template",
    "wagtail.admin.views.pages.bulk_actions.page_bulk_action": "said where the form is made",
    "wagtail.forms.PasswordViewRestrictionForm": "passwords are for sites that Wagtail serves itself",
    "wagtail.users.forms.PagePermissionsForm.permissions": "said by the template",
    "wagtail_localize.views.submit_translations": "said where the form is made",
}


def subclasses(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def without_words() -> Iterator[str]:
    """Fields and filters of others whose label is none, or fixed in one language."""
    assert get_resolver().url_patterns  # whatever forms there are have been imported
    for form in subclasses(forms.BaseForm):
        for name, field in getattr(form, "base_fields", {}).items():
            # A model's fields have the names that it gives them.
            named = hasattr(getattr(form, "_meta", None), "model") and name not in form.declared_fields  # type: ignore[attr-defined]
            if not isinstance(field.label, Promise) and not named:
                yield f"{form.__module__}.{form.__qualname__}.{name}"
    for filters in subclasses(django_filters.FilterSet):
        for name, each in filters.base_filters.items():  # type: ignore[attr-defined]
            if not each.field_name or isinstance(each._label, str):
                yield f"{filters.__module__}.{filters.__qualname__}.{name}"


def test_no_label_of_another_package_is_made_of_a_variables_name_or_fixed_in_one_language() -> None:
    found = {
        place
        for place in without_words()
        if not place.startswith((*OURS, "django.forms.", *NOT_SHOWN_LIKE_THAT))
    }
    assert found == set()


@pytest.mark.django_db
def test_a_menu_is_in_the_language_of_who_opens_it(rf: RequestFactory) -> None:
    """Each is made once for everybody."""
    request = rf.get("/admin/")
    request.user = User(username="xx", is_superuser=True)
    shown = [
        item
        for menu in (admin_menu, settings_menu, reports_menu, help_menu)
        for item in menu.menu_items_for_request(request)
    ]
    assert len(shown) > 20
    assert [item.name for item in shown if not isinstance(item.label, Promise)] == []


def test_the_menu_of_a_table_speaks_the_editors_language() -> None:
    items = TableBlock().table_options["contextMenu"]["items"]
    with override("de"):
        assert str(items["row_above"]["name"]) == "Zeile darüber einfügen"
    with override("en"):
        assert str(items["row_above"]["name"]) == "Insert row above"


@pytest.mark.django_db
def test_what_stands_above_all_sites_and_collections_has_a_name() -> None:
    page, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    with override("de"):
        assert (page.get_admin_display_title(), str(collection)) == ("Alle Websites", "Allgemein")
        assert collection.get_indented_name() == "Allgemein"
        page.draft_title = collection.name = "Unser Haus"
        assert (page.get_admin_display_title(), str(collection)) == ("Unser Haus", "Unser Haus")


def test_a_link_to_a_mail_is_asked_for_in_german() -> None:
    with override("de"):
        labels = [str(field.label) for field in EmailLinkChooserForm.base_fields.values()]
    assert labels == ["E-Mail-Adresse", "Linktext", "Betreff", "Text"]
