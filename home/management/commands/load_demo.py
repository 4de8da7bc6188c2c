"""`manage.py load_demo`: fill an empty installation with the demonstration content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.launch.errors import LaunchError
from cms.launch.website import address
from home.demo.loader import NotEmpty, load


class Command(BaseCommand):
    help = "Load the demonstration content (German, English, Arabic) into an installation that has none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--website",
            default="http://localhost:8001",
            help="Address of the website that shows the content (%(default)s).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load(address(options["website"]), self.stdout.write)
        except (LaunchError, NotEmpty) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(self.style.SUCCESS("The demonstration content is loaded."))
