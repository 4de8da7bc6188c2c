"""What somebody may try by address, whatever the admin's buttons offer; and who may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow

from cms.pages import quotes
from cms.pages.translating import machine_texts
from cms.roles.matrix import AUTHOR
from cms.roles.setup import group_of
from cms.translations import machine
from cms.translations import views as as_it_is
from cms.translations.releasing import left
from tests import factories
from tests.projection.test_drafting import form
from tests.roles.conftest import Person
from tests.roles.desk import Desk

Try = Callable[[Person, Desk], Any]
PUBLISHERS: Final = {"press_officer", "administrator"}
WRITERS: Final = {"author", "reviewer", *PUBLISHERS}
ADMINISTRATORS: Final = {"administrator"}
MOMENT: Final = {"day": "2099-07-01", "time": "10:00", "time_zone": "Europe/Berlin"}
OF_VERSIONS: Final = {"chosen", "note"}
HELD: Final = {"until": "2099-07-01T10:00:00+02:00"}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Attempt(NamedTuple):
    """`refusals`: of what kind the answer is to anybody else."""

    allowed: set[str]
    make: Try
    refusals: frozenset[int] = frozenset({302, 403, 404})


def admin(name: str, /, *args: Any, **data: Any) -> Try:
    """Post to one of the admin's views; an argument may be worked out from the desk."""
    return lambda who, desk: who.admin.post(
        reverse(name, args=[of(each, desk) for each in args]), {k: of(v, desk) for k, v in data.items()}
    )


def api(method: str, path: str, /, **data: Any) -> Try:
    """Ask the management API; names in braces are pages of the desk."""
    return lambda who, desk: who.api.send(
        method,
        path.format(**{name: each.pk for name, each in pages(desk)}),
        {k: of(v, desk) for k, v in data.items()},
    )


def look(name: str, /, *args: Any, **asked: Any) -> Try:
    """Look at one of the admin's views."""
    return lambda who, desk: who.admin.get(reverse(name, args=[of(each, desk) for each in args]), asked)


def of(value: Any, desk: Desk) -> Any:
    return value(desk) if callable(value) else value


def pages(desk: Desk) -> Iterator[tuple[str, Any]]:
    for name in (
        "live",
        "english",
        "arabic",
        "draft",
        "scheduled",
        "reviewed",
        "released",
        "waiting",
        "withdrawn",
    ):
        yield name, getattr(desk, name)


def pk(name: str) -> Callable[[Desk], int]:
    return lambda desk: getattr(desk, name).pk


def bulk(action: str, name: str, app: str = "wagtailcore", model: str = "page", **data: Any) -> Try:
    """With fields for each of the things chosen; these get its number."""
    path = reverse("wagtail_bulk_action", args=[app, model, action])

    def send(who: Person, desk: Desk) -> Any:
        number = pk(name)(desk)
        return who.admin.post(f"{path}?id={number}", {f"{k}-{number}": v for k, v in data.items()})

    return send


def step(name: str, action: str, view: str = "wagtailadmin_pages:workflow_action") -> Try:
    """Take a step of the workflow at which a page waits."""

    def take(who: Person, desk: Desk) -> Any:
        page = getattr(desk, name)
        state = page.current_workflow_task_state.pk
        return who.admin.post(reverse(view, args=[page.pk, action, state]), {"comment": ""})

    return take


def of_versions(view: str, name: str, *args: Any, **data: Any) -> Try:
    """Post a form with fields for each language version; those in `data` get the page's number."""

    def send(who: Person, desk: Desk) -> Any:
        page = pk(name)(desk)
        numbered = {f"{field}-{page}": value for field, value in data.items() if field in OF_VERSIONS}
        whole = {field: value for field, value in data.items() if field not in OF_VERSIONS}
        return who.admin.post(
            reverse(view, args=[page, *(of(each, desk) for each in args)]), whole | numbered
        )

    return send


def string(method: str) -> Try:
    """Change one text of the Arabic translation."""

    def write(who: Person, desk: Desk) -> Any:
        segment = desk.translation.source.stringsegment_set.first()
        path = reverse("wagtail_localize:edit_string_translation", args=[desk.translation.pk, segment.pk])
        # As its editor sends it: a form, by PUT.
        return getattr(who.admin, method)(
            path, "value=Other", content_type="application/x-www-form-urlencoded"
        )

    return write


def override(who: Person, desk: Desk) -> Any:
    """Choose another thing in the Arabic translation than in its original."""
    segment = desk.translation.source.overridablesegment_set.first()
    path = reverse("wagtail_localize:edit_override", args=[desk.translation.pk, segment.pk])
    return who.admin.put(path, "value=1", content_type="application/x-www-form-urlencoded")


def file(desk: Desk) -> SimpleUploadedFile:
    """A translator's, with one text of the page that is begun in Arabic."""
    po = desk.begun.export_po()
    next(entry for entry in po if entry.msgctxt == "summary").msgstr = "كلمات"
    return SimpleUploadedFile("back.po", str(po).encode())


def left_over(desk: Desk) -> str:
    return as_it_is.digest(left(desk.begun))


def machines(desk: Desk) -> str:
    return machine.digest(machine_texts(desk.begun.source_id, desk.begun.target_locale_id).get())


def quoted(desk: Desk) -> str:
    page = desk.quoted.get_latest_revision_as_object()
    return quotes.digest(quotes.to_be_confirmed(page)[0], "de")


def locale(language: str) -> int:
    return factories.locale(language).pk


PAGES: Final = {
    "publish by the API": Attempt(PUBLISHERS, api("post", "pages/{draft}/actions/publish/")),
    "publish many": Attempt(PUBLISHERS, bulk("publish", "draft")),
    "unpublish": Attempt(PUBLISHERS, admin("wagtailadmin_pages:unpublish", pk("live"))),
    "unpublish by the API": Attempt(PUBLISHERS, api("post", "pages/{live}/actions/unpublish/")),
    "unpublish many": Attempt(PUBLISHERS, bulk("unpublish", "live")),
    "withdraw": Attempt(
        PUBLISHERS, of_versions("endings:end", "live", how="withdrawn", chosen="on", note="Falsch.")
    ),
    "undo a withdrawal": Attempt(PUBLISHERS, of_versions("endings:undo", "withdrawn", chosen="on")),
    "correct": Attempt(
        PUBLISHERS,
        of_versions("correcting:corrections", "live", kind="update", date="2026-07-03", note="Neu."),
    ),
    "change a correction": Attempt(
        PUBLISHERS,
        of_versions(
            "correcting:change", "live", pk("correction"), kind="update", date="2026-07-03", note="Neu."
        ),
    ),
    "take back a correction": Attempt(
        PUBLISHERS, of_versions("correcting:take_back", "live", pk("correction"))
    ),
    "delete what is public": Attempt(PUBLISHERS, admin("wagtailadmin_pages:delete", pk("live"))),
    "delete it by the API": Attempt(PUBLISHERS, api("delete", "pages/{live}/")),
    "delete many": Attempt(PUBLISHERS, bulk("delete", "live")),
    "delete what is scheduled": Attempt(PUBLISHERS, admin("wagtailadmin_pages:delete", pk("scheduled"))),
    "delete it by the API, scheduled": Attempt(PUBLISHERS, api("delete", "pages/{scheduled}/")),
    "move what is public": Attempt(
        PUBLISHERS, admin("wagtailadmin_pages:move_confirm", pk("live"), pk("archive"))
    ),
    "move it by the API": Attempt(
        PUBLISHERS,
        api("post", "pages/{live}/actions/move/", destination_id=pk("archive"), position="last-child"),
    ),
    "move what is scheduled": Attempt(
        PUBLISHERS,
        api("post", "pages/{scheduled}/actions/move/", destination_id=pk("archive"), position="last-child"),
    ),
    "copy what is public, at once": Attempt(
        PUBLISHERS, api("post", "pages/{live}/actions/copy/", destination_id=pk("archive"))
    ),
    "alias": Attempt(
        PUBLISHERS, api("post", "pages/{live}/actions/create_alias/", destination_id=pk("archive"))
    ),
    "call off a schedule": Attempt(
        PUBLISHERS,
        admin(
            "wagtailadmin_pages:revisions_unschedule",
            pk("scheduled"),
            lambda desk: desk.scheduled.latest_revision_id,
        ),
    ),
    "lock": Attempt({"reviewer", *PUBLISHERS}, admin("wagtailadmin_pages:lock", pk("draft"))),
    "make private": Attempt(
        PUBLISHERS,
        admin("wagtailadmin_pages:set_privacy", pk("live"), restriction_type="login"),
    ),
    "reorder": Attempt(PUBLISHERS, admin("wagtailadmin_pages:set_page_position", pk("live"), position="0")),
    "create and publish": Attempt(
        PUBLISHERS,
        api(
            "post",
            "pages/",
            title="At once",
            kind="news",
            summary="Now.",
            meta=lambda desk: {
                "type": "newsroom.NewsPage",
                "parent_id": desk.place.newsroom.pk,
                "action": "publish",
            },
        ),
    ),
    "write a page": Attempt(
        WRITERS - {"reviewer"},
        api(
            "post",
            "pages/",
            title="Draft",
            kind="news",
            meta=lambda desk: {"type": "newsroom.NewsPage", "parent_id": desk.place.newsroom.pk},
        ),
    ),
    "make a second home page": Attempt(
        ADMINISTRATORS,
        api("post", "pages/", title="Home", meta={"type": "home.HomePage", "parent_id": 1}),
    ),
    "change a German page": Attempt(
        {*WRITERS, "translator de"}, api("patch", "pages/{draft}/", title="Changed")
    ),
    "change an English page": Attempt(
        {*WRITERS, "translator en"}, api("patch", "pages/{english}/", title="Changed")
    ),
    "share a German draft": Attempt(
        {*WRITERS, "translator de"},
        admin("preview:links", pk("draft"), opens="latest", days="7"),
    ),
    "embargo a German draft": Attempt(
        {*WRITERS, "translator de"}, admin("embargoes:embargo", pk("draft"), **MOMENT)
    ),
    "embargo it by the API": Attempt(
        {*WRITERS, "translator de"}, api("patch", "pages/{draft}/", embargo=HELD)
    ),
    "move the embargo of what waits": Attempt(
        PUBLISHERS, admin("embargoes:embargo", pk("waiting"), **MOMENT)
    ),
    "move that embargo by the API": Attempt(PUBLISHERS, api("patch", "pages/{waiting}/", embargo=HELD)),
    "cancel the embargo of what waits": Attempt(PUBLISHERS, admin("embargoes:cancel", pk("waiting"))),
    "cancel that embargo by the API": Attempt(PUBLISHERS, api("patch", "pages/{waiting}/", embargo=None)),
    "revoke a link to a German draft": Attempt(
        {*WRITERS, "translator de"}, admin("preview:revoke", pk("draft"), pk("link"))
    ),
    "confirm a quote": Attempt(
        {*WRITERS, "translator de"}, admin("pages:quotes", pk("quoted"), quote=quoted)
    ),
    "go back to an older version": Attempt(
        {*WRITERS, "translator de"},
        lambda who, desk: who.admin.post(
            reverse(
                "wagtailadmin_pages:revisions_revert", args=[desk.section.pk, desk.section.latest_revision_id]
            ),
            form(desk.section, title="Other"),
        ),
    ),
    "make a page of a mirror": Attempt(
        {*WRITERS, "translator de"}, admin("wagtailadmin_pages:convert_alias", pk("mirror"))
    ),
}

TRANSLATIONS: Final = {
    "translate into Arabic": Attempt(
        {*PUBLISHERS, "translator ar"},
        admin("wagtail_localize:submit_page_translation", pk("draft"), locales=lambda _: locale("ar")),
    ),
    "change an Arabic text": Attempt({*WRITERS, "translator ar"}, string("put")),
    "take an Arabic text away": Attempt({*WRITERS, "translator ar"}, string("delete")),
    "publish translations with the source": Attempt(
        PUBLISHERS,
        admin(
            "wagtail_localize:update_translations",
            lambda desk: desk.translation.source_id,
            publish_translations="on",
        ),
    ),
    "publish a translation in its editor": Attempt(
        PUBLISHERS, admin("wagtailadmin_pages:edit", pk("arabic"), action="publish")
    ),
    "stop a translation": Attempt(
        {*WRITERS, "translator ar"},
        admin("wagtail_localize:stop_translation", pk("translation")),
    ),
    "make a translation an alias": Attempt(
        PUBLISHERS, admin("wagtail_localize:convert_to_alias", pk("arabic"))
    ),
    "begin a translation again": Attempt(
        {*WRITERS, "translator en"},
        admin("wagtailadmin_pages:edit", pk("english"), **{"localize-restart-translation": "on"}),
    ),
    "publish a translation as it is": Attempt(
        PUBLISHERS, admin("translations:as_it_is", pk("unfinished"), read=left_over)
    ),
    "confirm what a machine has translated": Attempt(
        {*WRITERS, "translator ar"}, admin("translations:machine", pk("begun"), text=machines)
    ),
    "have a machine translate": Attempt(
        {*WRITERS, "translator ar"}, admin("wagtail_localize:machine_translate", pk("begun"))
    ),
    "bring a translator's file back": Attempt(
        {*WRITERS, "translator ar"}, admin("wagtail_localize:upload_pofile", pk("begun"), file=file)
    ),
    "bring files back for a section": Attempt(
        {*WRITERS, "translator ar"},
        admin(
            "translations:po",
            lambda desk: desk.place.newsroom.pk,
            locale=lambda _: locale("ar"),
            file=file,
        ),
        # Whoever sees pages is told what became of each file.
        frozenset({200, 302}),
    ),
    "choose another thing in a translation": Attempt({*WRITERS, "translator ar"}, override),
    "hand a translation in": Attempt({*WRITERS, "translator ar"}, admin("roles:translation", pk("arabic"))),
    "translate a topic": Attempt(
        {*PUBLISHERS, "translator ar"},
        admin(
            "wagtail_localize:submit_snippet_translation",
            "newsroom",
            "topic",
            pk("topic"),
            locales=lambda _: locale("ar"),
        ),
    ),
}

STEPS: Final = {
    "pass a review": Attempt({"reviewer", "administrator"}, step("reviewed", "approve")),
    "send back at review": Attempt({"reviewer", "administrator"}, step("reviewed", "reject")),
    "pass a review on a translation's page": Attempt(
        {"reviewer", "administrator"}, step("reviewed", "approve", "roles:decide")
    ),
    "release": Attempt(PUBLISHERS, step("released", "approve")),
    "send back at release": Attempt(PUBLISHERS, step("released", "reject")),
}


def snippet(model: str, view: str, /, *args: Any, **data: Any) -> Try:
    return admin(f"wagtailsnippets_{model}:{view}", *args, **data)


TOPIC: Final = {"title": "Other", "slug": "other", "parent": "", "description": ""}

LISTS: Final = {
    "add a topic": Attempt(PUBLISHERS, snippet("newsroom_topic", "add", **TOPIC)),
    "change a topic": Attempt(
        {*PUBLISHERS, "translator de"}, snippet("newsroom_topic", "edit", pk("topic"), **TOPIC)
    ),
    "change a menu": Attempt(
        {*ADMINISTRATORS, "translator de"},
        snippet(
            "home_menu",
            "edit",
            pk("menu"),
            **{"name": "other", "site": lambda desk: desk.place.site.pk, "items-count": 0},
        ),
    ),
    "delete a topic": Attempt(PUBLISHERS, snippet("newsroom_topic", "delete", pk("topic"))),
    "delete a menu": Attempt(ADMINISTRATORS, snippet("home_menu", "delete", pk("menu"))),
    "delete a site identity": Attempt(ADMINISTRATORS, snippet("home_siteidentity", "delete", pk("identity"))),
    "add a redirect": Attempt(
        PUBLISHERS,
        admin(
            "wagtailredirects:add",
            old_path="/neu",
            site="",
            is_permanent="on",
            redirect_page="",
            redirect_link="https://www.example.org/de/",
        ),
    ),
    "delete somebody's picture": Attempt(
        {"reviewer", *PUBLISHERS}, admin("wagtailimages:delete", pk("picture"))
    ),
    "delete a picture that is closed to them": Attempt(set(), admin("wagtailimages:delete", pk("closed"))),
    "choose a stand-in for somebody's picture": Attempt(
        {"reviewer", *PUBLISHERS}, admin("library:stand_in", pk("unseen"), stand_in=pk("picture"))
    ),
    "withdraw the consent to show a picture": Attempt(
        PUBLISHERS, admin("library:withdraw", pk("picture"), on="2026-01-01", reference="Letter", stand_in="")
    ),
    "show a picture again": Attempt(PUBLISHERS, admin("library:undo", pk("unseen"))),
    "describe many pictures": Attempt(
        {"reviewer", *PUBLISHERS},
        bulk("describe", "picture", "media", "image", alt="Anders", **{"initial-alt": ""}),
    ),
    "change what a site adopts": Attempt(
        PUBLISHERS,
        snippet(
            "newsroom_adoption",
            "edit",
            pk("adoption"),
            page=pk("foreign"),
            site=lambda desk: desk.place.site.pk,
        ),
    ),
    "end an adoption": Attempt(PUBLISHERS, snippet("newsroom_adoption", "delete", pk("adoption"))),
    "delete a redirect": Attempt(PUBLISHERS, admin("wagtailredirects:delete", pk("redirect"))),
}

INSTALLATION: Final = {
    "set the time zone": Attempt(
        ADMINISTRATORS,
        admin(
            "wagtailsettings:edit",
            "pages",
            "sitetimezone",
            lambda desk: desk.place.site.pk,
            time_zone="Africa/Cairo",
        ),
    ),
    "add somebody": Attempt(
        ADMINISTRATORS,
        admin(
            "wagtailusers_users:add",
            username="new",
            email="new@example.org",
            first_name="N",
            last_name="N",
            password1="kWq8-long-enough",
            password2="kWq8-long-enough",
        ),
    ),
    "give somebody a role": Attempt(
        ADMINISTRATORS,
        admin(
            "wagtailusers_users:edit",
            pk("somebody"),
            username="somebody",
            email="somebody@example.org",
            first_name="S",
            last_name="B",
            is_active="on",
            groups=lambda _: group_of(AUTHOR).pk,  # type: ignore[union-attr]
        ),
    ),
    "make a token for somebody": Attempt(
        ADMINISTRATORS, admin("wagtailusers_api_tokens:add", name="mine", user=pk("somebody"))
    ),
    "delete somebody": Attempt(ADMINISTRATORS, admin("wagtailusers_users:delete", pk("somebody"))),
    "delete a role": Attempt(
        ADMINISTRATORS,
        admin("wagtailusers_groups:delete", lambda _: group_of(AUTHOR).pk),  # type: ignore[union-attr]
    ),
    "delete a site": Attempt(ADMINISTRATORS, admin("wagtailsites:delete", lambda desk: desk.place.site.pk)),
    "delete a site by the API": Attempt(
        ADMINISTRATORS,
        lambda who, desk: who.api.send("delete", f"sites/{desk.place.site.pk}/"),
    ),
    "add a language": Attempt(ADMINISTRATORS, admin("wagtaillocales:add", language_code="fr")),
    "stop the workflow": Attempt(
        ADMINISTRATORS, admin("wagtailadmin_workflows:disable", lambda _: Workflow.objects.get().pk)
    ),
    "stop a step": Attempt(
        ADMINISTRATORS,
        admin(
            "wagtailadmin_workflows:disable_task",
            lambda _: GroupApprovalTask.objects.order_by("pk").values_list("pk", flat=True)[0],
        ),
    ),
    "open a collection that is closed": Attempt(
        ADMINISTRATORS,
        admin(
            "wagtailadmin_collections:set_privacy",
            lambda desk: desk.closed.collection_id,
            restriction_type="none",
        ),
    ),
    "add a collection": Attempt(
        ADMINISTRATORS, admin("wagtailadmin_collections:add", name="More", parent="1")
    ),
}

ATTEMPTS: Final = PAGES | TRANSLATIONS | STEPS | LISTS | INSTALLATION

WITH_PAGES: Final = {*WRITERS, "translator de", "translator en", "translator ar"}


def listed(*names: str, allowed: set[str]) -> dict[str, Attempt]:
    """Lists, each with the address that gives its results alone."""
    found = {name: Attempt(allowed, look(name)) for name in names}
    return found | {f"{name}_results": Attempt(allowed, look(f"{name}_results")) for name in names}


# What is only looked at. What is looked at to be changed is among the others.
LOOKS: Final = {
    "two versions": Attempt({*WRITERS, "translator de"}, look("preview:beside", pk("draft"))),
    "a translator's file": Attempt(
        {*WRITERS, "translator ar"}, look("wagtail_localize:download_pofile", pk("translation"))
    ),
    "a translation before it is saved": Attempt(
        {*WRITERS, "translator ar"}, look("wagtail_localize:preview_translation", pk("translation"))
    ),
    "topics": Attempt(WITH_PAGES, look("wagtail_localize:snippets_api_listing", "newsroom", "topic")),
    "a topic": Attempt(
        WITH_PAGES, look("wagtail_localize:snippets_api_detail", "newsroom", "topic", pk("topic"))
    ),
    "a section's languages": Attempt(WITH_PAGES, look("translations:matrix", pk("archive"))),
    "the site's languages": Attempt(WITH_PAGES, look("translations:matrix_start")),
    # Of their own, which may be none.
    "what was just uploaded": Attempt(
        {*WITH_PAGES, "partner_manager"}, look("library:just_uploaded", "image")
    ),
    **listed("library:missing", allowed=WRITERS),
    **listed(
        "agenda:agenda",
        "links:broken",
        "translations:open",
        "wagtail_localize:translations_report",
        "news:index",
        allowed=WITH_PAGES,
    ),
}
