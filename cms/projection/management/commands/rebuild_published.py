from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from cms.projection.check import all_file_keys, all_page_ids, all_sources
from cms.projection.items import Source
from cms.projection.progress import Progress
from cms.projection.project import refresh, refresh_files, refresh_items, refresh_sites


class Command(BaseCommand):
    help = (
        "Build every published item anew and write what differs. Safe beside live editing; in short "
        "transactions, so that it can be stopped at any time and continued with --after."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", type=int, default=0, metavar="ID", help="Begin after this page id.")

    def handle(self, *args: Any, after: int, **options: Any) -> None:
        refresh_sites()
        left = Page.objects.filter(depth__gt=1, pk__gt=after).count()
        progress = Progress(self.stderr, "Building pages", left)
        unbuilt: set[Source] = set()
        try:
            for pages in all_page_ids(after=after):
                unbuilt |= refresh(pages)
                after = pages[-1]
                progress.add(len(pages))
        except KeyboardInterrupt:
            progress.end()
            self.stderr.write(f"Stopped. Continue with: manage.py rebuild_published --after {after}")
            raise SystemExit(130) from None
        for sources in all_sources():
            unbuilt |= refresh_items(sources)
        for keys in all_file_keys():
            unbuilt |= refresh_files(keys)
        progress.end()
        if unbuilt:
            raise CommandError(
                "Some items cannot be built and are as they were before. The lines above name them: mend "
                "them, or the code that builds them, and begin again. All others are built anew."
            )
        self.stdout.write(self.style.SUCCESS("Every published item is built anew."))
