"""What a desk has at hand when somebody tries what is not theirs, and all that must stay as it was."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import connection
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    APIToken,
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
)
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from cms.media.models import Image
from cms.pages.endings import HowItEnded
from cms.pages.models import Embargo, Ending, QuoteConfirmation, SiteTimeZone, TranslatedVersion
from cms.partners.keys import issue
from cms.partners.models import Delivery, Key, Partner, Scope, Webhook
from cms.preview.models import PreviewLink
from home.models import Menu, SiteIdentity
from newsroom.models import Adoption, Correction, CorrectionNote, MediaContact, Organisation, Topic
from tests import factories
from tests.factories import Place
from tests.pages.gates.pages import block, quote, with_body
from tests.projection.world import submit_for_translation, translate_strings

GUARDED = (
    Page, Revision, PageViewRestriction, Topic, Organisation, MediaContact, Menu, SiteIdentity, SiteTimeZone,
    Redirect, Site, Locale, Group, GroupPagePermission, GroupCollectionPermission, Group.permissions.through,
    User.groups.through, Workflow, WorkflowPage, GroupApprovalTask, WorkflowState, TaskState, Collection,
    CollectionViewRestriction, PreviewLink, Embargo, Ending, Correction, CorrectionNote, Translation,
    StringTranslation, SegmentOverride, TranslatedVersion, QuoteConfirmation, Adoption, Image,
    Webhook, Delivery,
)  # fmt: skip


# Of these no more than counts: not when somebody was last seen.
IN_PART = {
    User._meta.db_table: "row(t.username, t.is_superuser, t.is_active)",
    APIToken._meta.db_table: "row(t.user_id, t.name, t.revoked_at)",
}


def everything() -> dict[str, list[str]]:
    """All rows that an attempt could have changed, as PostgreSQL writes them.

    Asked for some hundred times by a test, so in one query.
    """
    models = {model for guarded in GUARDED for model in (guarded, *guarded._meta.get_parent_list())}
    whole = {model._meta.db_table: "t" for model in models}
    asked = (
        f"SELECT '{table}', array_agg({row}::text ORDER BY {row}::text) FROM {table} t"
        for table, row in sorted((whole | IN_PART).items())
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return dict(cursor.fetchall())


@dataclass
class Desk:
    place: Place
    live: Any
    english: Any
    arabic: Any
    draft: Any
    scheduled: Any
    reviewed: Any  # waits for a reviewer
    released: Any  # waits for a press officer
    archive: Any  # another newsroom in the same language
    translation: Translation  # of `live` into Arabic
    topic: Topic
    menu: Menu
    identity: SiteIdentity
    redirect: Redirect
    somebody: User
    waiting: Any  # published, and under embargo
    withdrawn: Any
    correction: Correction  # of `live`
    link: PreviewLink
    picture: Any
    unseen: Any  # an image that consent is withdrawn of
    closed: Any  # an image in a collection that is private to others
    section: Any  # a draft
    quoted: Any  # a draft, with what somebody said in another language
    mirror: Any  # of `live`, in the other newsroom
    begun: Translation  # of `withdrawn` into Arabic: nothing is translated but one text, by a machine
    unfinished: Any  # what that makes
    adoption: Any  # of news that is in no site
    foreign: Any  # other such news
    webhook: Webhook
    delivery: Delivery  # of `webhook`
    partner: Partner
    key: Key  # of `partner`


def make_desk(place: Place) -> Desk:
    """Made by nobody who has a role: nothing here is anybody's own."""
    newsroom = place.newsroom
    link = '<p><a href="https://www.example.org/">Mehr dazu</a></p>'
    live = factories.NewsPageFactory(parent=newsroom, title="Öffentlich", body=[("paragraph", link)])
    translation = submit_for_translation(live, "ar")
    translate_strings(translation, "Arabic")
    translation.save_target(publish=False)
    arabic = live.get_translation(factories.locale("ar"))
    factories.publish(arabic)
    english = factories.translate(live, "en", title="Public")
    draft = factories.NewsPageFactory(parent=newsroom, title="Entwurf", live=False)
    draft.save_revision()
    scheduled = factories.NewsPageFactory(parent=newsroom, title="Geplant", live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision().publish()
    reviewed, released = (
        factories.NewsPageFactory(parent=newsroom, title=title, live=False)
        for title in ("Zur Prüfung", "Zur Freigabe")
    )
    for page in (reviewed, released):
        page.save_revision()
        page.get_workflow().start(page, None)
    released.current_workflow_task_state.approve(user=None)
    waiting = factories.NewsPageFactory(parent=newsroom, title="Wartend", live=False)
    factories.embargo(waiting, timezone.now() + timedelta(days=1))
    factories.publish(waiting)
    withdrawn = factories.NewsPageFactory(parent=newsroom, title="Zurückgezogen")
    ending = Ending(
        page=withdrawn, how=HowItEnded.WITHDRAWN, note="Falsch.", revision=withdrawn.latest_revision
    )
    withdrawn.unpublish()
    ending.save()
    collection = Collection.get_first_root_node().add_child(name="Consent papers")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Legal"))
    archive = factories.NewsroomPageFactory(parent=place.home, title="Archiv")
    # By hand now, as `english` is.
    Translation.objects.create(source=translation.source, target_locale=factories.locale("en"), enabled=False)
    begun = submit_for_translation(withdrawn, "ar")
    begun.save_target(publish=False)
    first = begun.source.stringsegment_set.earliest("order")
    StringTranslation.objects.create(
        translation_of=first.string,
        context=first.context,
        locale=begun.target_locale,
        data="Machine",
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    )
    section = factories.SectionPageFactory(parent=place.home, title="Bereich", live=False)
    section.save_revision()
    quoted = factories.NewsPageFactory(parent=newsroom, title="Gesagt", live=False)
    with_body(quoted, block("quote", quote("Niemand soll wählen müssen.", "ar")))
    abroad = factories.HomePageFactory(parent=Page.get_first_root_node(), slug="abroad")
    news, foreign = (
        factories.NewsPageFactory(parent=factories.NewsroomPageFactory(parent=abroad)) for _ in range(2)
    )
    webhook = Webhook.objects.create(name="Partner", url="https://8.8.8.8/", cursor=1)
    partner = Partner.objects.create(name="Wire")
    key, _ = issue(partner, "portal", [Scope.READ])
    return Desk(
        place,
        live,
        english,
        arabic,
        draft,
        scheduled,
        reviewed,
        released,
        archive,
        translation,
        factories.TopicFactory(),
        factories.MenuFactory(site=place.site),
        factories.SiteIdentityFactory(site=place.site),
        Redirect.add_redirect("/alt", redirect_to="https://www.example.org/de/"),
        User.objects.create_user("somebody", "somebody@example.org"),
        waiting,
        withdrawn,
        factories.correct(live, "Juli statt Juni."),
        PreviewLink.share(draft, None),
        factories.ImageFactory(),
        factories.ImageFactory(consent_withdrawn_on=timezone.localdate()),
        factories.ImageFactory(collection=collection),
        section,
        quoted,
        live.create_alias(parent=archive, update_slug="spiegel"),
        begun,
        begun.get_target_instance(),
        Adoption.objects.create(page=news, site=place.site),
        foreign,
        webhook,
        Delivery.objects.create(
            webhook=webhook, event="test", message="test_1", planned_at=timezone.now(), next_at=timezone.now()
        ),
        partner,
        key,
    )
