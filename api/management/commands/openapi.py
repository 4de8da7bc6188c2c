"""`make openapi`: write the OpenAPI document that the tests compare with."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from api.openapi import snapshot

SNAPSHOT = Path(__file__).resolve().parents[3] / "tests" / "api" / "openapi.json"


class Command(BaseCommand):
    help = "Write the OpenAPI document of the reading API to a file."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SNAPSHOT)

    def handle(self, *args: Any, **options: Any) -> None:
        options["file"].write_text(snapshot(), encoding="utf-8")
        self.stdout.write(f"Written: {options['file']}")
