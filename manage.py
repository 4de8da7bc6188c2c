#!/usr/bin/env python
"""Django's commands, on the same database as a running `make run` with the same environment."""

import os
import sys


def main() -> None:
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        from cms.launch.development import complete_environment  # noqa: PLC0415
        from cms.launch.errors import LaunchError  # noqa: PLC0415
    except ImportError as error:
        sys.exit(f"{error}. Packages are in .venv: `make run` once, then .venv/bin/python manage.py …")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    try:
        complete_environment()
    except LaunchError as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
