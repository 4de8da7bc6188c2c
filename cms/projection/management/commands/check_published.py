from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from cms.projection.check import (
    all_file_keys,
    all_page_ids,
    all_sources,
    differences,
    file_differences,
    item_differences,
    path_differences,
    site_differences,
)
from cms.projection.progress import Progress


class Command(BaseCommand):
    help = "Compare every published item with a fresh build of it; exit 1 if any differs."

    def handle(self, *args: Any, **options: Any) -> None:
        progress = Progress(self.stderr, "Checking pages", Page.objects.filter(depth__gt=1).count())
        found = 0
        for each in site_differences():
            found += 1
            self.stdout.write(str(each))
        for pages in all_page_ids():
            for each in differences(pages):
                found += 1
                self.stdout.write(str(each))
            progress.add(len(pages))
        for sources in all_sources():
            for each in item_differences(sources):
                found += 1
                self.stdout.write(str(each))
        for keys in all_file_keys():
            for each in file_differences(keys):
                found += 1
                self.stdout.write(str(each))
        progress.end()
        for each in path_differences():
            found += 1
            self.stdout.write(f"{each}: one of them needs another slug")
        if found:
            raise CommandError(
                f"Differences: {found}. `manage.py rebuild_published` mends what needs no other slug."
            )
        self.stdout.write(self.style.SUCCESS("Every published item is what a fresh build gives."))
