"""Writes anew where everything leads inside: for rows that were written past Wagtail, by SQL."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from wagtail.models import Page, Revision

from cms.links.keeping import keep_item, keep_version
from cms.links.models import LinkInside
from cms.pages.items import KINDS


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        live, latest = Page.objects.values("live_revision"), Page.objects.values("latest_revision")
        versions = Q(pk__in=live) | Q(pk__in=latest)
        for revision in Revision.page_revisions.filter(versions).order_by("pk").iterator(chunk_size=100):
            keep_version(revision)
        for kind in KINDS.values():
            for source in kind.model._default_manager.iterator():
                keep_item(kind, source)
        self.stdout.write(f"{LinkInside.objects.count()} links inside")
