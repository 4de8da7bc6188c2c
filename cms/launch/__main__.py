"""``python -m cms.launch``: everything on one machine. ``python -m cms.launch web``: the web server alone."""

import sys

from cms.launch.errors import LaunchError
from cms.launch.run import run
from cms.launch.web import serve


def main(arguments: list[str]) -> None:
    try:
        if arguments == ["web"]:
            serve()
        elif not arguments:
            run()
        else:
            raise LaunchError("usage: python -m cms.launch [web]")
    except LaunchError as error:
        sys.exit(f"Dateline: {error}")


main(sys.argv[1:])
