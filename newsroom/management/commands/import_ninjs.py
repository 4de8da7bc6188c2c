import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from cms.media.licences import Licence
from cms.projection.doors import door
from newsroom.ninjs.files import Found, files, items
from newsroom.ninjs.importer import CREATED, REFUSED, UNCHANGED, UPDATED, Importer, Options, Outcome
from newsroom.ninjs.trees import NoNewsroom, newsroom

# PostgreSQL's advisory locks have numbers; this one is nobody else's here.
LOCK: Final = 0x6E696E6A73  # "ninjs"


class Command(BaseCommand):
    help = (
        "Import news from IPTC ninjs 3.x: files of one item, of a list, or of one item a line (NDJSON), or "
        "folders of these. Items that were imported before are updated, unless an editor has changed the "
        "page since; nothing is ever deleted. Exit code 1 if any item was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="A file or a folder.")
        parser.add_argument(
            "--newsroom", type=int, metavar="ID", help="The newsroom's page id. Default: the default site's."
        )
        parser.add_argument(
            "--create-locales",
            action="store_true",
            help="Make placeholder pages for a language that has no newsroom; else its items are refused.",
        )
        parser.add_argument("--draft", action="store_true", help="Save drafts; publish nothing.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")
        parser.add_argument(
            "--recreate", action="store_true", help="Also import items whose pages were deleted here."
        )

        parser.add_argument(
            "--credit",
            default="",
            help="Who made the pictures of which the source does not say it. Else their pages stay drafts.",
        )
        parser.add_argument(
            "--licence",
            default="",
            choices=Licence.values,
            help="What others may do with the pictures of which the source does not say it.",
        )

    def handle(self, *args: Any, files: list[str], newsroom: int | None, **options: Any) -> None:
        self.verbosity = options["verbosity"]
        with one_import_at_a_time():
            outcomes = self.run(files, newsroom, options)
        refused = outcomes[REFUSED]
        if refused:
            raise CommandError(f"{refused} of {sum(outcomes.values())} items were refused.")

    def run(self, arguments: list[str], number: int | None, options: dict[str, Any]) -> dict[str, int]:
        names = ("create_locales", "draft", "dry_run", "recreate", "credit", "licence")
        chosen = {name: options[name] for name in names}
        try:
            importer = Importer(Options(newsroom(number), **chosen), door)
        except NoNewsroom as error:
            raise CommandError(str(error)) from None
        paths = files(arguments)
        total = 0
        for found in everything(paths):
            importer.look(found)
            total += 1
        if not total:
            raise CommandError("There is nothing to import: no item in what was named.")
        counts = dict.fromkeys((CREATED, UPDATED, UNCHANGED, REFUSED), 0)
        kept = 0
        try:
            for at, found in enumerate(everything(paths), start=1):
                outcome = importer.store(found)
                counts[outcome.word] += 1
                kept += outcome.kept
                self.say(outcome, at, total)
        except KeyboardInterrupt:
            self.stderr.write("Stopped. What is said above is done; import again to go on.")
            sys.exit(130)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from None
        finally:
            self.sum_up(counts, kept, dry_run=options["dry_run"])
        return counts

    def say(self, outcome: Outcome, at: int, total: int) -> None:
        if self.verbosity == 0 and outcome.word != REFUSED:
            return
        width = len(str(total))
        page = f" (page {outcome.page})" if outcome.page else ""
        reason = f": {outcome.reason}" if outcome.reason else ""
        line = f"{at:>{width}}/{total} {outcome.word:<9} {outcome.item}{page}{reason}"
        self.stdout.write(self.style.ERROR(line) if outcome.word == REFUSED else line)
        for note in outcome.notes:
            self.stdout.write(f"{'':{2 * width + 12}}{note}")

    def sum_up(self, counts: dict[str, int], kept: int, *, dry_run: bool) -> None:
        said = ", ".join(f"{number} {word}" for word, number in counts.items())
        said += f"; {kept} of the unchanged kept as they were changed here" if kept else ""
        self.stdout.write(f"{'Nothing was written. Would be: ' if dry_run else ''}{said}.")


def everything(paths: list[Any]) -> Iterator[Found]:
    for path in paths:
        yield from items(path)


@contextmanager
def one_import_at_a_time() -> Iterator[None]:
    """Two at once would each create the pages that the other has not committed yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise CommandError("Another import is running.")
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
