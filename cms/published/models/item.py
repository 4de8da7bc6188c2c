"""Everything that may be read, as it is answered: the table that readers' questions are asked of."""

from datetime import UTC, datetime
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce

from cms.published.models.columns import strings
from cms.published.search.vectors import ItemVector

# PostgreSQL's own infinities have no Python value; these two stand in for "no bound".
EVER_SINCE: Final = datetime(1970, 1, 1, tzinfo=UTC)
FOREVER: Final = datetime(9999, 1, 1, tzinfo=UTC)


def lines_of(what: str) -> "models.TextField[str, str]":
    return models.TextField(default="", help_text=f"Folded words of {what}: see cms.published.search.")


class State(models.TextChoices):
    PUBLIC = "public"
    GONE = "gone"
    WITHDRAWN = "withdrawn"


class ItemVersion(models.Model):
    """One version of an item: what is true of it from `visible_from` until `visible_until`.

    An item (`key`) has one row for now and one for each later moment at which something that it
    shows changes by the clock alone (a schedule, an embargo, an expiry). Rows of one key never
    overlap. An item that is no longer public keeps one row as its tombstone (`state` is not
    `public`, `content` and `card` are empty).
    """

    key = models.TextField(help_text="<what>-<pk>, also the surrogate key: page-42, image-7.")
    what = models.TextField(help_text="page, image, document, …: the first part of the key.")
    object_id = models.BigIntegerField()
    type = models.TextField(help_text="Django label of what it was made from: newsroom.NewsPage.")
    state = models.TextField(choices=State.choices, default=State.PUBLIC)

    visible_from = models.DateTimeField(default=EVER_SINCE)
    visible_until = models.DateTimeField(default=FOREVER)
    shown_until = models.DateTimeField(
        default=FOREVER,
        help_text="When the first thing that it shows ends: how long caches are told to keep it. Not when"
        " something appears, which ends the row all the same.",
    )
    announced = models.BooleanField(
        default=False, help_text="A change in the log tells of this version (or needs not to)."
    )
    version = models.PositiveIntegerField()
    changed_at = models.DateTimeField(help_text="When any byte of the item last changed.")
    edited_at = models.DateTimeField(
        default=EVER_SINCE,
        help_text="When it last changed by more than a mere refresh: what sitemaps and feeds go by.",
    )

    content = models.TextField(help_text="Finished JSON of the whole item, as it is sent.")
    card = models.TextField(help_text="Finished JSON of its short form, for lists and links.")
    etag = models.TextField(help_text="Hash of content; changes with every byte.")
    digest = models.TextField(
        help_text="Hash of what was built, without version and changed_at: tells whether to write."
    )

    revision = models.TextField(
        default="", help_text="Which version of its source it was built from: tells updated from refreshed."
    )

    corrections = ArrayField(
        models.TextField(),
        default=list,
        help_text="Hash of each it shows: tells corrected from updated.",
    )

    locale = models.TextField(null=True)  # noqa: DJ001  no language is not the empty language
    translation_key = models.UUIDField(null=True)
    site = models.TextField(null=True)  # noqa: DJ001
    sites = strings()
    html_path = models.TextField(null=True)  # noqa: DJ001
    is_canonical = models.BooleanField(
        default=True, help_text="False for a mirror, which names another page as the one to find."
    )
    alias_paths = strings()
    # In step: each path that the item has left, on which site, and when.
    former_paths = strings()
    former_sites = strings()
    former_until = ArrayField(models.DateTimeField(), default=list)
    # Of a redirect: where it leads on one of our own sites, in every spelling.
    next_site = models.TextField(null=True)  # noqa: DJ001
    next_paths = strings()
    slug = models.TextField(default="")
    title = models.TextField(default="")

    parent_id = models.BigIntegerField(null=True)
    parent_key = models.UUIDField(null=True, help_text="The parent's translation key.")
    ancestor_ids = ArrayField(models.BigIntegerField(), default=list)
    ancestor_keys = ArrayField(models.UUIDField(), default=list)
    tree_path = models.TextField(default="", help_text="Sorts items in the order of the tree.")
    show_in_menus = models.BooleanField(default=False)

    kind = models.TextField(default="")
    status = models.TextField(default="")
    sort_title = models.TextField(
        default="", help_text="Orders by title in the item's language: see cms.published.sorting."
    )
    topics = strings()
    countries = strings()
    regions = strings()
    sdgs = strings()
    organisations = strings()
    starts_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    search_title = lines_of("its title")
    search_lead = lines_of("its summary and kicker")
    search_body = lines_of("its body")
    search_rest = lines_of("captions, names of files, contacts, labels and all the rest")
    search_text = models.TextField(
        default="", help_text="Lead, body and rest in plain text: what excerpts are cut from."
    )
    search_spellings = ArrayField(
        models.TextField(),
        default=list,
        help_text="Its different words, folded and as written: fluchtling Flüchtling.",
    )
    search_passages = ArrayField(
        models.TextField(),
        default=list,
        help_text="Fingerprints of its longer paragraphs, each with the site and language where it counts.",
    )
    search = models.GeneratedField(
        expression=ItemVector("locale", "search_title", "search_lead", "search_body", "search_rest"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    # Small enough to stand in the row itself: a hundred times as quick to read as the whole one.
    search_head = models.GeneratedField(
        expression=ItemVector("locale", "search_title", "search_lead"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    depends_on = ArrayField(
        models.TextField(),
        default=list,
        help_text="All that the build looked at, shown or not (page-7:card, image-3, topic-5).",
    )
    files = ArrayField(
        models.TextField(), default=list, help_text="Keys of the images and documents it shows."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key} {self.html_path or ''}".strip()


class PublishedItem(ItemVersion):
    """What everybody may read, now or from its moment on."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "visible_from"], name="one_version_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(visible_from__lt=models.F("visible_until")),
                name="visible_for_some_time",
            ),
        ]
        indexes = [
            models.Index(fields=["html_path"], name="item_by_path"),
            models.Index(fields=["translation_key", "locale"], name="item_by_translation"),
            models.Index(fields=["what", "slug"], name="item_by_slug"),
            # Ordered lists and feeds walk these two; an item without a date stands where EVER_SINCE would.
            models.Index(
                "what",
                "locale",
                Coalesce("published_at", EVER_SINCE).desc(),
                models.F("object_id").desc(),
                name="item_newest_first",
                condition=models.Q(state__in=["public", "withdrawn"]),
            ),
            models.Index(
                "what",
                Coalesce("published_at", EVER_SINCE).desc(),
                models.F("object_id").desc(),
                name="item_newest_of_all_locales",
                condition=models.Q(state__in=["public", "withdrawn"]),
            ),
            models.Index(fields=["what", "changed_at", "object_id"], name="item_by_change"),
            models.Index(fields=["what", "object_id"], name="item_by_number"),
            models.Index(fields=["parent_key", "locale"], name="item_by_parent"),
            models.Index(fields=["visible_from"], name="item_by_beginning"),
            models.Index(fields=["visible_until"], name="item_by_end"),
            # The worker asks every two seconds what the log has not told of yet.
            models.Index(
                fields=["visible_from"], name="item_unannounced", condition=models.Q(announced=False)
            ),
            # Few items lead on, and `/redirects/` is of these alone.
            models.Index(
                fields=["what"],
                name="item_with_former_path",
                condition=models.Q(state="public") & ~models.Q(former_paths=[]),
            ),
            models.Index(
                fields=["what"],
                name="item_with_alias_path",
                condition=models.Q(state="public") & ~models.Q(alias_paths=[]),
            ),
            GinIndex(fields=["former_paths"], name="item_by_former_path"),
            GinIndex(fields=["alias_paths"], name="item_by_alias_path"),
            GinIndex(fields=["depends_on"], name="item_by_dependency"),
            GinIndex(fields=["files"], name="item_by_file"),
            GinIndex(fields=["ancestor_keys"], name="item_by_ancestor"),
            GinIndex(fields=["ancestor_ids"], name="item_by_ancestor_id"),
            # A small site's lists look at its own pages; those of a large one walk the two orders above.
            GinIndex(fields=["sites"], name="item_by_site"),
            GinIndex(fields=["topics"], name="item_by_topic"),
            GinIndex(fields=["organisations"], name="item_by_organisation"),
            GinIndex(fields=["search"], name="item_by_word"),
            GinIndex(fields=["search_spellings"], name="item_by_spelling"),
            # Each page that is built asks for some: it does not wait for what is not yet sorted in.
            GinIndex(fields=["search_passages"], name="item_by_passage", fastupdate=False),
        ]


class EmbargoedItem(ItemVersion):
    """What a piece under embargo would be if it were public now, for partners who may read it before.

    A table of its own: no query for everybody can meet it. Rows end when the embargo does; what everybody
    sees from then on is a `PublishedItem` that waits for its moment (docs/decisions/0051).
    """

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "visible_from"], name="one_embargoed_version_at_a_time"),
        ]
