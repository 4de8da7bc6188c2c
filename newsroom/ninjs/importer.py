"""Items into pages, one by one: each is created, updated, left unchanged, or refused with the reason."""

import hashlib
import json
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils.translation import override
from wagtail.models import Page

from newsroom.models import NewsPage, NewsroomPage
from newsroom.ninjs.article import CANCELED, USABLE, WITHHELD, Article, article
from newsroom.ninjs.files import Found
from newsroom.ninjs.groups import Groups
from newsroom.ninjs.library import Library
from newsroom.ninjs.memory import Memory, memories, remember
from newsroom.ninjs.pages import pictures
from newsroom.ninjs.values import JSON, Refusal, shortened
from newsroom.ninjs.writer import Writer, unpublish

logger = logging.getLogger(__name__)

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"
# Raised when items are read in another way than before: the next import then brings all pages up to it.
READING: Final = 1


@dataclass(frozen=True)
class Options:
    room: NewsroomPage
    create_locales: bool = False
    draft: bool = False
    recreate: bool = False
    dry_run: bool = False
    credit: str = ""
    licence: str = ""


@dataclass
class Outcome:
    """What became of an item: the word for it, which item and page, why, and what the operator may want
    to look at."""

    word: str
    item: str
    page: int | None = None
    reason: str = ""
    kept: bool = False  # an editor's changes stand in the way of the item's
    notes: list[str] = field(default_factory=list)


class Undo(Exception):
    """Takes back all that was done for an item."""


class Importer:
    """Imports items into a newsroom.

    `door` gives the transaction in which one item is stored and projected: what fails in it leaves
    nothing behind. Call `look` with every item first, then `store` with each.
    """

    def __init__(self, options: Options, door: Callable[[], AbstractContextManager[Any]]) -> None:
        self.options = options
        self.door = door
        self.groups = Groups()
        self.memories = memories()

    def look(self, found: Found) -> None:
        if found.item is not None:
            self.groups.add(found.item)

    def store(self, found: Found) -> Outcome:
        """Never raises for what an item holds; OperationalError where the database is gone."""
        try:
            if found.item is None:
                raise Refusal(found.problem)
            read = article(found.item)
            library = Library(found.path.resolve().parent, self.options.credit, self.options.licence)
            outcome = self.decide(found.item, read, library)
            outcome.notes = list(dict.fromkeys([*read.notes, *outcome.notes]))
            return outcome
        except Refusal as refusal:
            return Outcome(REFUSED, name(found), reason=str(refusal))
        except ValidationError as error:
            return Outcome(REFUSED, name(found), reason=in_words(error))
        except OperationalError:
            raise
        except Exception as error:
            # One item that meets a fault of ours must not stop the others; the log says where it is.
            logger.exception("Import of %s failed", name(found))
            return Outcome(
                REFUSED, name(found), reason=f"could not be stored: {type(error).__name__}: {error}"
            )

    def decide(self, item: JSON, read: Article, library: Library) -> Outcome:
        memory = self.memories.get(read.uri)
        pages = NewsPage.objects.filter(source_id=read.uri).order_by("pk")
        page = (memory and pages.filter(pk=memory.page).first()) or pages.first()
        digest = self.digest(item, read, library)
        public = read.status == USABLE and not self.options.draft
        if page is None:
            if read.status == CANCELED:
                return Outcome(UNCHANGED, read.uri, reason="canceled at the source, and never here")
            if memory and not self.options.recreate:
                reason = "kept: deleted here (--recreate brings it back)"
                return Outcome(UNCHANGED, read.uri, reason=reason, kept=True)
        elif memory and memory.digest == digest and (memory.published or not public):
            return Outcome(UNCHANGED, read.uri, page.pk)
        elif memory and memory.changed_at and read.changed_at and read.changed_at < memory.changed_at:
            return Outcome(UNCHANGED, read.uri, page.pk, reason="older than the version that is here")
        elif (edited := edits(page, memory)) and not (memory and is_taken_back(read, page)):
            return Outcome(UNCHANGED, read.uri, page.pk, reason=f"kept: {edited}", kept=True)
        outcome = Outcome(UPDATED if page else CREATED, read.uri)
        writer = Writer(item, read, library, self.groups)
        try:
            with library.kept(), transaction.atomic():  # the files last: the door itself may fail
                with self.door():
                    made = self.write(writer, page, digest, outcome, public)
                if self.options.dry_run:  # now that it is projected too, which may fail as well
                    raise Undo
        except Undo:
            outcome.page = page.pk if page else None
        else:
            self.memories[read.uri] = made
        return outcome

    def digest(self, item: JSON, read: Article, library: Library) -> str:
        """What of an item decides about its page: the item itself, its pictures' files, our reading."""
        said = [READING, item, library.hashes(pictures(read))]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def write(
        self, writer: Writer, page: NewsPage | None, digest: str, outcome: Outcome, public: bool
    ) -> Memory:
        read, memory = writer.article, self.memories.get(writer.article.uri)
        if page:
            page = undisturbed(page)
        if page and read.status != USABLE and (read.status == CANCELED or edits(page, memory)):
            outcome.reason = f"unpublished: {read.status} at the source"
            unpublish(page)
            # An editor's later text stays the editor's.
            revision = memory.revision if memory else None
        else:
            if page:
                page = writer.update(page)
            else:
                page = writer.create(self.options.room, create_locales=self.options.create_locales)
            revision, refused = writer.publish(page, public=public)
            if refused:
                public, outcome.reason = False, "a draft: " + " ".join(dict.fromkeys(refused))
            elif not public:
                outcome.reason = "a draft" if read.status == USABLE else "a draft: withheld at the source"
        outcome.page = page.pk
        outcome.notes += [*writer.library.notes, *writer.notes]
        live = NewsPage.objects.filter(pk=page.pk, live=True).exists()
        made = Memory(page.pk, revision, digest, read.changed_at, public, live)
        remember(page, read.uri, made)
        return made


def is_taken_back(read: Article, page: NewsPage) -> bool:
    """Whether the source wants it away from readers: that goes for what editors here made of it too."""
    return read.status == CANCELED or (read.status == WITHHELD and page.live)


def undisturbed(page: NewsPage) -> NewsPage:
    """The page, held against other writers until the door closes; refused where one came just before."""
    Page.objects.select_for_update().get(pk=page.pk)
    found = NewsPage.objects.get(pk=page.pk)
    if (found.latest_revision_id, found.live) != (page.latest_revision_id, page.live):
        raise Refusal("edited here at this very moment")
    return found


def edits(page: NewsPage, memory: Memory | None) -> str:
    """What editors have done to the page since its last import, in words; "" where nothing."""
    if memory is None:
        return "its page was not made by an import"
    if page.latest_revision_id != memory.revision:
        return "edited here"
    if memory.live and not page.live:
        return "unpublished here"
    if page.locked:
        return "locked here"
    return "under review here" if page.workflow_in_progress else ""


def name(found: Found) -> str:
    """The item's identifier, where it has one; else where it stands."""
    uri = found.item.get("uri") if found.item else None
    return shortened(uri, 200) if isinstance(uri, str) and uri else found.place


def in_words(error: ValidationError) -> str:
    with override("en"):
        if not hasattr(error, "error_dict"):
            return " ".join(error.messages)
        return "; ".join(f"{field}: {' '.join(said)}" for field, said in error.message_dict.items())
