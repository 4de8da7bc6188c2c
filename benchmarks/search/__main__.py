"""`python -m benchmarks.search`: imports the corpus into a database of its own, asks, prints the table.

With each version of PostgreSQL that the wheel carries, in a process of its own.
"""

import argparse
import os
import subprocess
import sys
from typing import Final

import django

from benchmarks.search.measure import Score, scores
from benchmarks.servers import database, make_environment

VERSIONS: Final = ("18", "16")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--missed", action="store_true", help="print the queries that miss something, too")
    options = parser.parse_args()
    print("| PostgreSQL | language | queries | recall@10 | precision | first is relevant |")
    print("|---|---|--:|--:|--:|--:|", flush=True)
    for version in VERSIONS:
        environment = {**os.environ, "POSTGRES_VERSION": version}
        code = f"from benchmarks.search.__main__ import measure; measure({options.missed})"
        done = subprocess.run(  # noqa: S603  nothing of it comes from outside
            [sys.executable, "-c", code],
            env=environment,
            check=False,
        )
        if done.returncode:
            return done.returncode
    return 0


def measure(say_missed: bool) -> None:
    """One version: that of POSTGRES_VERSION."""
    with database(None) as (server, folder):
        os.environ.update(make_environment(server, folder))
        os.environ |= {"DJANGO_SETTINGS_MODULE": "cms.settings", "ALLOWED_HOSTS": "localhost"}
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415  after django.setup()

        from benchmarks.search.content import ask, make  # noqa: PLC0415

        call_command("migrate", interactive=False, verbosity=0)
        make()
        found, missed = scores(ask)
        for name, score in found.items():
            print(row(os.environ["POSTGRES_VERSION"], name, score), flush=True)
        if say_missed:
            print("\n".join(missed), flush=True)


def row(version: str, name: str, score: Score) -> str:
    figures = (f"{figure:.3f}" for figure in (score.recall, score.precision, score.first))
    return f"| {version} | {name} | {score.number} | {' | '.join(figures)} |"


if __name__ == "__main__":
    sys.exit(main())
