from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from benchmarks.content import make


class Command(BaseCommand):
    help = "Fill an empty database with many news pages, for the benchmark."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pages", type=int, help="News pages in each language.")

    def handle(self, *args: Any, pages: int, **options: Any) -> None:
        make(pages, self.stderr.write)
