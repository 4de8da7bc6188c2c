from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page

from cms.projection.check import all_file_keys, all_page_ids, all_sources
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
        try:
            for pages in all_page_ids(after=after):
                refresh(pages)
                after = pages[-1]
                progress.add(len(pages))
        except KeyboardInterrupt:
            progress.end()
            self.stderr.write(f"Stopped. Continue with: manage.py rebuild_published --after {after}")
            raise SystemExit(130) from None
        for sources in all_sources():
            refresh_items(sources)
        for keys in all_file_keys():
            refresh_files(keys)
        progress.end()
        self.stdout.write(self.style.SUCCESS("Every published item is built anew."))
