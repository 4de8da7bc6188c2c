"""What somebody may try by address, whatever the admin's buttons offer; and who may.

Longer than other files: one table, to be read as one. How each is tried is in `tests.roles.trying`.
"""

from typing import Final

from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow

from cms.roles.matrix import AUTHOR
from cms.roles.setup import group_of
from tests.projection.test_drafting import form
from tests.roles.trying import (
    Attempt,
    admin,
    api,
    bulk,
    file,
    first_change,
    left_over,
    locale,
    look,
    machines,
    of_versions,
    override,
    pk,
    quoted,
    snippet,
    step,
    string,
)

PUBLISHERS: Final = {"press_officer", "administrator"}
WRITERS: Final = {"author", "reviewer", *PUBLISHERS}
ADMINISTRATORS: Final = {"administrator"}
PARTNERS: Final = {"partner_manager", "administrator"}
MOMENT: Final = {"day": "2099-07-01", "time": "10:00", "time_zone": "Europe/Berlin"}
HELD: Final = {"until": "2099-07-01T10:00:00+02:00"}

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

HOOK: Final = {"name": "Other", "url": "https://8.8.8.8/other", "events": "published"}

WEBHOOKS: Final = {
    "add a webhook": Attempt(PARTNERS, admin("webhooks:add", **HOOK)),
    "change a webhook": Attempt(PARTNERS, admin("webhooks:edit", pk("webhook"), **HOOK)),
    "delete a webhook": Attempt(PARTNERS, admin("webhooks:delete", pk("webhook"))),
    "test a webhook": Attempt(PARTNERS, admin("webhooks:deliveries", pk("webhook"), act="test")),
    "send a message again": Attempt(PARTNERS, admin("webhooks:delivery", pk("webhook"), pk("delivery"))),
    "see a webhook's secret": Attempt(PARTNERS, admin("webhooks:secret", pk("webhook"), act="show")),
    "make a webhook's new secret": Attempt(PARTNERS, admin("webhooks:secret", pk("webhook"), act="rotate")),
    "replay": Attempt(PARTNERS, admin("webhooks:replay", pk("webhook"), sequence=first_change)),
}
ACCOUNT: Final = {"name": "Other", "per_hour": "10", "per_day": "100"}
PARTNER_ACCOUNTS: Final = {
    "add a partner": Attempt(PARTNERS, admin("partners:add", **ACCOUNT)),
    "change a partner": Attempt(PARTNERS, admin("partners:edit", pk("partner"), **ACCOUNT)),
    "delete a partner": Attempt(PARTNERS, admin("partners:delete", pk("partner"))),
    "make a key": Attempt(PARTNERS, admin("partners:keys", pk("partner"), name="mine", scopes="embargo")),
    "revoke a key": Attempt(PARTNERS, admin("partners:revoke", pk("partner"), pk("key"))),
}

ATTEMPTS: Final = PAGES | TRANSLATIONS | STEPS | LISTS | INSTALLATION | WEBHOOKS | PARTNER_ACCOUNTS

WITH_PAGES: Final = {*WRITERS, "translator de", "translator en", "translator ar"}


def listed(*names: str, allowed: set[str]) -> dict[str, Attempt]:
    """Lists, each with the address that gives its results alone."""
    found = {name: Attempt(allowed, look(name)) for name in names}
    return found | {f"{name}_results": Attempt(allowed, look(f"{name}_results")) for name in names}


# What is only looked at. What is looked at to be changed is among the others.
LOOKS: Final = {
    **listed("webhooks:index", "partners:index", "partners:usage", "partners:fields", allowed=PARTNERS),
    **listed("partners:readings", allowed={"press_officer", *PARTNERS}),
    "deliveries": Attempt(PARTNERS, look("webhooks:deliveries", pk("webhook"))),
    "deliveries alone": Attempt(PARTNERS, look("webhooks:deliveries_results", pk("webhook"))),
    # Whoever looks after partners alone sees what everybody does.
    "who gets a page": Attempt(
        {*WRITERS, "translator de", "partner_manager"}, look("reach:partners", pk("live"))
    ),
    "who gets a draft": Attempt({*WRITERS, "translator de"}, look("reach:partners", pk("draft"))),
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
    "the builder of embeds": Attempt({*WITH_PAGES, "partner_manager"}, look("embedding")),
    "whether one is signed in": Attempt({*WITH_PAGES, "partner_manager"}, look("pages:signed_in")),
    "a section's languages": Attempt(WITH_PAGES, look("translations:matrix", pk("archive"))),
    "the site's languages": Attempt(WITH_PAGES, look("translations:matrix_start")),
    # Of their own, which may be none.
    "what was just uploaded": Attempt(
        {*WITH_PAGES, "partner_manager"}, look("library:just_uploaded", "image")
    ),
    **listed("library:missing", allowed=WRITERS),
    **listed(
        "translations:untranslated", allowed={*PUBLISHERS, "translator de", "translator en", "translator ar"}
    ),
    **listed(
        "agenda:agenda",
        "links:broken",
        "translations:open",
        "wagtail_localize:translations_report",
        "news:index",
        allowed=WITH_PAGES,
    ),
}
