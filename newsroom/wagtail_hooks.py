from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from newsroom.correcting import audit as corrections
from newsroom.embedding import EmbeddingView
from newsroom.ninjs import audit

# By its name: the lists need models that are not loaded yet when hooks are looked for.
register_snippet("newsroom.viewsets.NewsroomGroup")

hooks.register("register_log_actions", audit.register)
hooks.register("register_log_actions", corrections.register)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [
        path("corrections/", include("newsroom.correcting.urls")),
        path("embedding/", EmbeddingView.as_view(), name="embedding"),
    ]


@hooks.register("register_admin_menu_item")
def embedding() -> MenuItem:
    """For everybody who is in the admin: the page itself is for everybody."""
    return MenuItem(
        gettext_lazy("Embed news"),
        reverse("embedding"),
        name="embedding",
        icon_name="link-external",
        order=710,
    )


@hooks.register("register_page_header_buttons")
def correct_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    # Models are loaded by now, and not before.
    from newsroom.correcting.views import NewsPage, may_correct  # noqa: PLC0415

    if page.specific_class is NewsPage and may_correct(page.specific_deferred, user):
        yield Button(
            _("Correct"), reverse("correcting:corrections", args=[page.pk]), icon_name="edit", priority=13
        )
