"""`manage.py setup_roles`: the newsroom's roles as groups, and their workflow."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from cms.roles.whole import set_up


class Command(BaseCommand):
    help = (
        "Make the roles' groups and the workflow from author to reviewer to press officer, as far as they"
        " are missing. What an administrator has added, renamed or taken away stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--language",
            choices=[code for code, _ in settings.WAGTAILADMIN_PERMITTED_LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="In which new groups, steps and the workflow are named (%(default)s).",
        )
        parser.add_argument(
            "--restore",
            action="store_true",
            help="Also make and give again what was deleted or taken away since.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        said: list[str] = []
        set_up(said.append, language=options["language"], restore=options["restore"])
        for line in said:
            self.stdout.write(line)
        self.stdout.write(self.style.SUCCESS("The roles are set up."))
