"""Words that other packages show in the admin as they stand in their code, or fixed when the program starts.

Django makes a label of a variable's name where nobody gave one; and `gettext` in place of `gettext_lazy`
fixes a label in the installation's language, or in that of whoever opened a form first. No catalogue can mend
either. What their catalogues lack is in `cms.launch.messages_of_others`.
"""

from typing import Any, Final

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.forms.workflows import WorkflowPageForm
from wagtail.admin.ui.side_panels import PageStatusSidePanel, StatusSidePanel
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.settings.forms import SiteSwitchForm
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Collection, Locale, Page, Site
from wagtail.sites.views import IndexView as Sites
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail.users.forms import PagePermissionsForm
from wagtail.users.templatetags import wagtailusers_tags
from wagtail.users.views.bulk_actions.assign_role import RoleForm
from wagtail_localize.locales.components import LocaleComponentModelForm
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportFilterSet
from wagtail_localize.wagtail_hooks import TranslationsReportMenuItem

capfirst_lazy = lazy(capfirst, str)
LINK_TEXT: Final = {"link_text": _("Link text")}
LABELS: Final[dict[Any, dict[str, Any]]] = {
    ExternalLinkChooserForm: LINK_TEXT,
    AnchorLinkChooserForm: LINK_TEXT | {"url": _("Anchor")},
    EmailLinkChooserForm: LINK_TEXT
    | {
        "email_address": _("Email address"),
        "subject": pgettext_lazy("of a mail", "Subject"),
        "body": pgettext_lazy("of a mail", "Text"),
    },
    PhoneLinkChooserForm: LINK_TEXT | {"phone_number": _("Phone number")},
    PagePermissionsForm: {"page": _("Page")},
    RoleForm: {"role": pgettext_lazy("of a user", "Role")},
    SiteSwitchForm: {"site": _("Site")},
    TaskStateCommentForm: {"comment": _("Comment")},
    WorkflowPageForm: {"page": _("Page")},
}
FILTERS: Final[dict[Any, dict[str, Any]]] = {
    RedirectsReportFilterSet: {"is_permanent": _("Type")},
    TranslationsReportFilterSet: {
        "source_locale": _("Source language"),
        "target_locale": _("Target language"),
    },
}
NAMES: Final[dict[Any, tuple[Any, Any]]] = {
    Locale: (_("locale"), _("locales")),
    Translation: (_("translation"), _("translations")),
}
# Of permissions that are no pages' and no collections'. Wagtail looks their names up, but does not list them.
PERMISSIONS: Final = (_("Can submit translations"),)


def install() -> None:
    for form, labels in LABELS.items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    for filters, labels in FILTERS.items():
        for name, label in labels.items():
            filters.base_filters[name].label = label
    kinds = RedirectsReportFilterSet.base_filters["is_permanent"].extra
    kinds["choices"] = ((True, _("Permanent")), (False, _("Temporary")))
    kinds["empty_label"] = _("All")
    for model, (one, many) in NAMES.items():
        model._meta.verbose_name, model._meta.verbose_name_plural = one, many
    for column in Sites.columns:
        if column.name in {"port", "site_name", "root_page"}:
            column.label = capfirst_lazy(Site._meta.get_field(column.name).verbose_name)
    # The names that the database has are English; Wagtail has translated each of them elsewhere.
    PagePermissionsForm.base_fields["permissions"].label_from_instance = lambda one: gettext(one.name)
    name_roots()
    name_choosers()
    name_breadcrumbs()
    name_locale_synchronization()
    name_permissions()
    name_report()
    name_no_usage()


def name_roots() -> None:
    """What stands above all sites, and above all collections, is called Root in every installation."""
    title, name, indented = (
        Page.get_admin_display_title,
        Collection.__str__,
        Collection.get_indented_name,
    )

    def is_root(one: Any, called: str) -> bool:
        return bool(one.depth == 1 and called == "Root")

    Page.get_admin_display_title = lambda page: (
        gettext("All sites") if is_root(page, page.draft_title or page.title) else title(page)
    )
    Collection.__str__ = lambda one: gettext("General") if is_root(one, one.name) else name(one)
    Collection.get_indented_name = lambda one, *args, **kwargs: (
        str(one) if is_root(one, one.name) else indented(one, *args, **kwargs)
    )


def name_choosers() -> None:
    """These put their words together when a form is made for the first time, in its editor's language."""
    snippet, page = AdminSnippetChooser.__init__, AdminPageChooser.__init__

    def put_together(text: str, named: Any) -> str:
        return gettext(text) % {"object": named}

    def of_one_type(text: str, named: Any) -> str:
        return f"{gettext(text)} ({capfirst(named)})"

    def named_snippet(chooser: Any, model: Any = None, **kwargs: Any) -> None:
        snippet(chooser, model, **kwargs)
        name, said = chooser.model._meta.verbose_name, lazy(put_together, str)
        chooser.choose_one_text = said("Choose %(object)s", name)
        chooser.choose_another_text = said("Choose another %(object)s", name)
        chooser.link_to_chosen_text = said("Edit this %(object)s", name)

    def named_page(chooser: Any, *args: Any, **kwargs: Any) -> None:
        page(chooser, *args, **kwargs)
        if "choose_one_text" not in kwargs and isinstance(chooser.choose_one_text, str):
            [model] = chooser.target_models
            chooser.choose_one_text = lazy(of_one_type, str)("Choose a page", model._meta.verbose_name)

    AdminSnippetChooser.__init__ = named_snippet
    AdminPageChooser.__init__ = named_page


def name_breadcrumbs() -> None:
    """A snippet's views are given theirs when the addresses are made."""
    before = SnippetViewSet.breadcrumbs_items.fget

    def named(views: Any) -> list[dict[str, Any]]:
        label = lazy(lambda place: before(views)[place]["label"], str)
        return [{**each, "label": label(place)} for place, each in enumerate(before(views))]

    SnippetViewSet.breadcrumbs_items = property(named)


def name_locale_synchronization() -> None:
    """The switch of a part of a locale's form is made anew for each request."""
    before = LocaleComponentModelForm.__init__

    def named(form: Any, *args: Any, **kwargs: Any) -> None:
        before(form, *args, **kwargs)
        if "enabled" in form.fields:
            form.fields["enabled"].label = _("Switched on")
        if "sync_from" in form.fields:
            form.fields["sync_from"].label = _("Copy the content of")

    LocaleComponentModelForm.__init__ = named


def name_permissions() -> None:
    """A group's form says to screen readers what each of its boxes is for, in the database's English."""
    before = wagtailusers_tags.register.tags["format_permissions"]

    def named(parser: Any, token: Any) -> Any:
        node = before(parser, token)
        plain = node.func

        def in_words(permission_bound_field: Any) -> dict[str, Any]:
            found: dict[str, Any] = plain(permission_bound_field)
            for row in found["object_perms"]:
                for action in ("add", "change", "delete"):
                    if action in row:
                        permission = row[action]["perm"]
                        permission.name = f"{capfirst(row['object'])}: {gettext(action.title())}"
            return found

        node.func = in_words
        return node

    wagtailusers_tags.register.tags["format_permissions"] = named


def name_report() -> None:
    """The menu is made once for everybody, in the language of whoever came first."""
    before = TranslationsReportMenuItem.__init__

    def named(item: Any, label: str, *args: Any, **kwargs: Any) -> None:
        before(item, label, *args, **kwargs)
        item.label = _("Translations")

    TranslationsReportMenuItem.__init__ = named


def name_no_usage() -> None:
    """Of what nothing uses, the panel beside a form says 0 times; elsewhere see `pages/used.html`."""

    def name(panel: Any, text: Any) -> None:
        before = panel.get_usage_context

        def named(one: Any) -> dict[str, Any]:
            found: dict[str, Any] = before(one)
            return found if found["usage_count"] else found | {"usage_url_text": text}

        panel.get_usage_context = named

    name(StatusSidePanel, _("Not used yet"))
    name(PageStatusSidePanel, _("Not referred to yet"))
