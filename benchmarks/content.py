"""Many news pages in two languages: the demonstration, and copies of its news under names of their own.

Bulk-written, or it would take hours; but all that Wagtail writes for a page is there: its place in the
tree, its own row, its child rows, a live revision. Then the project's own `rebuild_published` makes of it
what readers see.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision

from cms.pages.models import Embargo
from cms.published.models import PublishedItem, State
from newsroom.models import NewsPage

LANGUAGES = ("de", "en")
BATCH = 500
APART = timedelta(hours=3)


def make(pages: int, say: Callable[[str], None]) -> None:
    """Fill a database with `pages` news pages in each language; what is there already stays."""
    say("Making the tables")
    call_command("migrate", interactive=False, verbosity=0)
    if not Page.objects.filter(depth__gt=2).exists():
        say("Loading the demonstration")
        call_command("load_demo", verbosity=0)
    # Wagtail's own APIs know no embargo: they would show what ours hides.
    NewsPage.objects.filter(translation_key__in=Embargo.objects.values("translation_key")).update(live=False)
    write_news(pages, say)
    if not is_published(pages):
        call_command("rebuild_published")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def is_published(pages: int) -> bool:
    items = PublishedItem.objects.filter(type=NewsPage._meta.label, state=State.PUBLIC)
    return all(items.filter(locale=language).count() >= pages for language in LANGUAGES)


def write_news(pages: int, say: Callable[[str], None]) -> None:
    """The write side alone: nothing of it is published yet."""
    templates = pairs()
    newest = timezone.now() - timedelta(days=1)
    with transaction.atomic():
        for index, language in enumerate(LANGUAGES):
            copy_news([pair[index] for pair in templates], pages, newest)
            say(f"{language}: {pages} news pages")
    # Wagtail finds a page by its path only below parents that know how many children they have.
    Page.fix_tree()


def pairs() -> list[tuple[Any, ...]]:
    """The demonstration's public news that exist in every one of the languages, in one order."""
    by_key: dict[uuid.UUID, dict[str, Any]] = {}
    public = NewsPage.objects.live().filter(alias_of=None, live_revision__isnull=False)
    for page in public.order_by("path").select_related("locale", "live_revision"):
        by_key.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return [tuple(found[each] for each in LANGUAGES) for found in by_key.values() if {*LANGUAGES} <= {*found}]


def copy_news(templates: list[Any], wanted: int, newest: datetime) -> None:
    """Bring the news of the templates' language up to `wanted`."""
    parent = Page.objects.get(pk=templates[0].get_parent().pk)
    below = Page.objects.child_of(parent)
    for first in range(below.type(NewsPage).live().count(), wanted, BATCH):
        numbers = range(first, min(first + BATCH, wanted))
        last = below.order_by("path").values_list("path", flat=True).last()
        write(list(copies(templates, parent, last, numbers, newest)))
    Page.objects.filter(pk=parent.pk).update(numchild=below.count())


def copies(templates: list[Any], parent: Page, last: str, numbers: range, newest: datetime) -> Iterator[Any]:
    begin = int(last[-Page.steplen :], 36) + 1
    for step, number in enumerate(numbers):
        template = templates[number % len(templates)]
        page = type(template).from_serializable_data(
            template.live_revision.content, check_fks=False, strict_fks=False
        )
        page.pk = page.id = page.page_ptr_id = None
        page.title = page.draft_title = f"{template.title} ({number})"
        page.slug = f"{template.slug}-{number}"
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.path = Page._get_path(parent.path, parent.depth + 1, begin + step)
        page.depth = parent.depth + 1
        # The same in every language: so the copies are translations of one another.
        page.translation_key = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:benchmark:{number}")
        page.source_id, page.source_url, page.source_published_at = "", "", None
        page.first_published_at = page.last_published_at = newest - number * APART
        page.latest_revision_created_at = page.last_published_at
        page.live, page.has_unpublished_changes = True, False
        page.content_type_id = template.content_type_id
        page.live_revision = page.latest_revision = None
        yield page


def write(pages: list[Any]) -> None:
    """Insert the pages with all that belongs to them. Not `bulk_create`: it refuses inherited models."""
    model = type(pages[0])
    names = [each.attname for each in Page._meta.concrete_fields if not each.primary_key]
    rows = Page.objects.bulk_create([Page(**{name: getattr(page, name) for name in names}) for page in pages])
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    own = [each for each in model._meta.local_concrete_fields if not each.generated]
    model._base_manager._insert(pages, fields=own, using=connection.alias)
    for relation in get_all_child_relations(model):
        write_children(pages, relation.get_accessor_name(), relation.related_model)
    write_revisions(pages, rows)


def write_children(pages: list[Any], name: str, model: Any) -> None:
    children = []
    for page in pages:
        for child in getattr(page, name).all():
            child.pk, child.page = None, page
            if hasattr(child, "translation_key"):
                child.translation_key = uuid.uuid4()
            children.append(child)
    model._base_manager.bulk_create(children)


def write_revisions(pages: list[Any], rows: list[Page]) -> None:
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type_id=page.content_type_id,
            base_content_type=page.get_base_content_type(),
            object_id=str(page.pk),
            created_at=page.last_published_at,
            object_str=page.title,
            content=page.serializable_data(),
        )
        for page in pages
    )
    for row, revision in zip(rows, revisions, strict=True):
        row.live_revision_id = row.latest_revision_id = revision.pk
    Page.objects.bulk_update(rows, ["live_revision", "latest_revision"])
