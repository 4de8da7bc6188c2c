"""What editors do to the tree, and to who may see what."""

from django.urls import reverse
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from cms.media.models import Document, Image
from home.models import HomePage
from tests.projection.stateful.life import Life, which

POSITIONS = ("left", "right", "first-child", "last-child")


class Placing(Life):
    # The tree

    @rule(number=which, place=which, position=st.sampled_from(POSITIONS))
    def move(self, number: int, place: int, position: str) -> None:
        page, near = self.below_home(number), self.below_home(place)
        assume(page.pk != near.pk)  # the admin does not offer it, and the tree breaks by it
        with self.may_be_refused():
            page.move(Page.objects.get(pk=near.pk), pos=position)

    @precondition(Life.there_is_room)
    @rule(number=which, place=which, live=st.booleans())
    def copy(self, number: int, place: int, live: bool) -> None:
        page, parent = self.below_home(number), self.page(place)
        with self.may_be_refused():
            attributes = {"slug": self.marks.new(), "title": page.title}
            page.copy(recursive=True, to=parent, update_attrs=attributes, keep_live=live, copy_revisions=live)

    @precondition(Life.there_is_room)
    @rule(number=which, place=which, recursive=st.booleans())
    def make_alias(self, number: int, place: int, recursive: bool) -> None:
        page, parent = self.below_home(number), self.page(place)
        with self.may_be_refused():
            page.create_alias(parent=parent, recursive=recursive, update_slug=self.marks.new())

    @rule(number=which)
    def convert_alias(self, number: int) -> None:
        aliases = list(Page.objects.exclude(alias_of=None).order_by("pk"))
        if aliases:
            with self.may_be_refused():
                ConvertAliasPageAction(aliases[number % len(aliases)].specific).execute()

    @rule(number=which, home=st.booleans())
    def put_site_elsewhere(self, number: int, home: bool) -> None:
        site = Site.objects.order_by("pk").first()
        if site is None:  # gone with its root page
            site = Site(hostname="www.example.org", port=443, is_default_site=True)
        homes = self.pages(HomePage)
        site.root_page = homes[0] if home and homes else Page.objects.get(pk=self.page(number).pk)
        site.save()

    @rule(number=which)
    def add_or_drop_a_site(self, number: int) -> None:
        if second := Site.objects.filter(hostname="second.example.org").first():
            second.delete()
        else:
            root = Page.objects.get(pk=self.page(number).pk)
            Site.objects.create(hostname="second.example.org", port=443, root_page=root)

    # Who may see what

    @rule(number=which)
    def restrict_or_open_page(self, number: int) -> None:
        page = self.page(number)
        restricted = PageViewRestriction.objects.filter(page=page).exists()
        url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
        self.admin.post(url, {"restriction_type": "none" if restricted else "login", "password": ""})

    @rule()
    def open_every_page(self) -> None:
        for restriction in PageViewRestriction.objects.order_by("pk"):
            restriction.delete()

    @rule(number=which)
    def restrict_or_open_collection(self, number: int) -> None:
        collections = list(Collection.objects.order_by("pk"))
        collection = collections[number % len(collections)]
        found = CollectionViewRestriction.objects.filter(collection=collection)
        if found:
            found[0].delete()
        else:
            CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    @rule(number=which)
    def put_files_elsewhere(self, number: int) -> None:
        collections = list(Collection.objects.order_by("pk"))
        chosen = {"collection": collections[number % len(collections)].pk}
        for model in (Image, Document):
            url = reverse("wagtail_bulk_action", args=["media", model._meta.model_name, "add_to_collection"])
            query = "&".join(f"id={pk}" for pk in model.objects.values_list("pk", flat=True))
            self.admin.post(f"{url}?{query}", chosen)
