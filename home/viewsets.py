"""Menus and site identities in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.models import Menu, SiteIdentity


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    list_display = ["name", "site", LocaleColumn(label=_("Language"))]
    list_filter = ["site"]
    search_fields = ["name"]
    ordering = ["name", "site"]


class SiteIdentityViewSet(SnippetViewSet):
    model = SiteIdentity
    icon = "site"
    menu_label = _("Site identities")
    list_display = ["name", "site", LocaleColumn(label=_("Language"))]
    list_filter = ["site"]
    search_fields = ["name"]
    ordering = ["site", "name"]


class SiteGroup(SnippetViewSetGroup):
    menu_label = _("Website")
    menu_icon = "site"
    menu_order = 160  # below the newsroom
    items = (MenuViewSet(), SiteIdentityViewSet())
