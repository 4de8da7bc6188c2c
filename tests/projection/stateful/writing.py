"""What editors do to the words of pages, and when these are public."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction
from wagtail.models import (
    Revision,
)

from cms.embargoes.acts import hold, let_go
from cms.embargoes.piece import Piece
from cms.media.models import Image
from cms.pages.models import Embargo, Ending
from cms.projection.doors import door
from home.models import ContentPage, HomePage, PageRelated, SectionPage
from newsroom.models import (
    Correction,
    MediaContact,
    NewsContact,
    NewsPage,
    NewsRelated,
    NewsroomPage,
    NewsTopic,
    Topic,
)
from tests import factories
from tests.projection.stateful.life import Life, which
from tests.projection.world import SAID_BY_FEW


class Writing(Life):
    # Writing and publishing

    def write(self, page: Any, over: bool = False, **fields: Any) -> Revision:
        """New words in a draft of the page; `fields` as well. `over`: into its latest revision."""
        page = page.get_latest_revision_as_object() if page.latest_revision_id else page
        page.title = self.marks.text("Title")
        for name in ("summary", "introduction", "search_description"):
            if hasattr(page, name):
                setattr(page, name, self.marks.text(name))
        for name, value in fields.items():
            setattr(page, name, value)
        latest = page.get_latest_revision() if over else None
        return page.save_revision(user=latest and latest.user, overwrite_revision=latest)

    @precondition(Life.there_is_room)
    @rule(parent=which, shown=which, live=st.booleans())
    def create(self, parent: int, shown: int, live: bool) -> None:
        place, target = self.page(parent, HomePage, SectionPage, ContentPage, NewsroomPage), self.page(shown)
        text = f'{self.marks.text("A")} <a linktype="page" id="{target.pk}">link</a>'
        body = [("paragraph", f"<p>{text}</p><p>{SAID_BY_FEW}</p>")]
        kind: Any = factories.ContentPageFactory
        fields: dict[str, Any] = {"related": [PageRelated(target=self.page(shown + 1))]}
        if isinstance(place, NewsroomPage):
            kind = factories.NewsPageFactory
            fields = {
                "related": [NewsRelated(target=self.page(shown + 1))],
                "contacts": [NewsContact(contact=each) for each in MediaContact.objects.all()],
                "topics": [NewsTopic(topic=each) for each in Topic.objects.all()],
            }
        image = Image.objects.order_by("pk").first()
        with self.may_be_refused():
            kind(
                parent=place,
                live=live,
                title=self.marks.text("New"),
                slug=self.marks.new(),
                locale=place.locale,
                summary=self.marks.text("Summary"),
                teaser_image=image,
                body=body,
                **fields,
            )

    @rule(number=which, over=st.booleans())
    def save_draft(self, number: int, over: bool) -> None:
        with self.may_be_refused():
            self.write(self.written(number), over=over, slug=self.marks.new())

    @rule(number=which)
    def publish_what_is_written(self, number: int) -> None:
        page = self.written(number)
        with self.may_be_refused():
            (page.get_latest_revision() or page.save_revision()).publish()

    @rule(number=which)
    def write_and_publish(self, number: int) -> None:
        with self.may_be_refused():
            self.write(self.written(number), go_live_at=None).publish()

    @rule(number=which, place=which)
    def link_and_publish(self, number: int, place: int) -> None:
        page, shown = self.written(number, ContentPage, NewsPage), self.page(place)
        body = [("paragraph", f'<p>See <a linktype="page" id="{shown.pk}">this</a></p>')]
        image = Image.objects.order_by("pk").first()
        with self.may_be_refused():
            self.write(page, body=body, teaser_image=image).publish()

    @rule(number=which, draft=st.booleans())
    def change_slug(self, number: int, draft: bool) -> None:
        with self.may_be_refused():
            revision = self.write(self.written(number), slug=self.marks.new())
            if not draft:
                revision.publish()

    @rule(number=which, descendants=st.booleans())
    def unpublish(self, number: int, descendants: bool) -> None:
        url = reverse("wagtailadmin_pages:unpublish", args=[self.page(number).pk])
        self.admin.post(url, {"include_descendants": "on"} if descendants else {})

    @rule(number=which, other=which, action=st.sampled_from(["publish", "unpublish"]), below=st.booleans())
    def act_in_bulk(self, number: int, other: int, action: str, below: bool) -> None:
        chosen = {self.page(number).pk, self.page(other).pk}
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        query = "&".join(f"id={pk}" for pk in chosen)
        with self.may_be_refused():
            self.admin.post(f"{url}?{query}", {"include_descendants": "on"} if below else {})

    @rule(number=which, older=which)
    def revert(self, number: int, older: int) -> None:
        page = self.written(number)
        revisions = list(page.revisions.order_by("pk"))
        if revisions:
            with self.may_be_refused():
                RevertToPageRevisionAction(page, revisions[older % len(revisions)]).execute().publish()

    @precondition(Life.there_is_plenty)
    @rule(number=which)
    def delete(self, number: int) -> None:
        self.below_home(number).delete()

    # Corrected, withdrawn, and that undone

    @rule(number=which, draft=st.booleans())
    def correct(self, number: int, draft: bool) -> None:
        page = self.written(number, NewsPage)
        fields = {
            f"note-{page.pk}": self.marks.text("Correction"),
            f"draft-{page.pk}": (page.latest_revision_id or "") if draft else "",
        }
        url = reverse("correcting:corrections", args=[page.pk])
        self.admin.post(url, {"kind": "correction", "date": "2026-07-03", **fields})

    @rule(number=which)
    def take_back_correction(self, number: int) -> None:
        page = self.written(number, NewsPage)
        for made in Correction.objects.filter(translation_key=page.translation_key):
            url = reverse("correcting:take_back", args=[page.pk, made.pk])
            self.admin.post(url, {f"text-{page.pk}": "on"})

    @rule(number=which, how=st.sampled_from(["withdrawn", "gone", "redirected"]), other=which)
    def end_publication(self, number: int, how: str, other: int) -> None:
        page = self.page(number)
        fields = {f"chosen-{page.pk}": "on", f"note-{page.pk}": "Withdrawn.", "target": self.page(other).pk}
        with self.may_be_refused():
            self.admin.post(reverse("endings:end", args=[page.pk]), {"how": how, **fields})

    @rule(number=which)
    def undo_ending(self, number: int) -> None:
        ended = list(Ending.objects.order_by("pk"))
        if ended:
            pk = ended[number % len(ended)].page_id
            with self.may_be_refused():
                self.admin.post(reverse("endings:undo", args=[pk]), {f"chosen-{pk}": "on"})

    # Time

    @rule(number=which, hours=st.sampled_from([1, 30]))
    def schedule(self, number: int, hours: int) -> None:
        with self.may_be_refused():
            self.write(self.written(number), go_live_at=self.clock.now + timedelta(hours=hours)).publish()

    @rule(number=which)
    def cancel_schedule(self, number: int) -> None:
        if revision := self.page(number).scheduled_revision:
            revision.approved_go_live_at = None  # as the admin's own view does
            revision.save(update_fields=["approved_go_live_at"])

    @rule(number=which, hours=st.sampled_from([2, 40]))
    def set_expiry(self, number: int, hours: int) -> None:
        with self.may_be_refused():
            self.write(self.written(number), expire_at=self.clock.now + timedelta(hours=hours)).publish()

    @rule(number=which, hours=st.sampled_from([3, 50]), published=st.booleans())
    def publish_under_embargo(self, number: int, hours: int, published: bool) -> None:
        """Taken back first, in every language, where it is public."""
        piece = Piece.of(self.written(number))
        with self.may_be_refused(), door():
            for page in piece.versions if published else []:
                if page.live:
                    page.specific.unpublish()
            self.hold(piece, hours)
            self.write(self.written(number), go_live_at=None, expire_at=None).publish()

    @rule(number=which, hours=st.sampled_from([1, 3, 50]))
    def set_or_move_embargo(self, number: int, hours: int) -> None:
        with self.may_be_refused():
            self.hold(Piece.of(self.page(number)), hours)

    def hold(self, piece: Piece, hours: int) -> None:
        hold(piece, self.clock.now + timedelta(hours=hours), "Europe/Berlin")

    @rule(number=which)
    def cancel_embargo(self, number: int) -> None:
        held = list(Embargo.objects.filter(until__gt=self.clock.now).order_by("pk"))
        keys = {each.translation_key for each in held}
        pages = [page for page in self.pages() if page.translation_key in keys and not page.alias_of_id]
        if pages:
            let_go(Piece.of(pages[number % len(pages)]))

    @rule(hours=st.sampled_from([0.5, 1.5, 26, 60]))
    def time_passes(self, hours: float) -> None:
        self.clock.advance(hours=hours)

    @rule()
    def wagtail_catches_up(self) -> None:
        with self.may_be_refused():
            call_command("publish_scheduled")
