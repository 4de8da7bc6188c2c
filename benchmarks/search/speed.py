"""`python -m benchmarks.search.speed`: how long a search takes, with thousands of items that have its words.

Each answer is made anew, as after a publication. The quickest of each is told: the one that nothing else has
disturbed.
"""

import argparse
import os
import time
from pathlib import Path
from typing import Final

import django

from benchmarks.servers import database, make_environment

QUESTIONS: Final = {
    "a word that nearly all have": "search/?q=debian",
    "the same, 100 hits": "search/?q=debian&limit=100",
    "the same, with facets": "search/?q=debian&facets=type,year,topic",
    "two words that most have": "search/?q=debian+projekt",
    "a word that some have": "search/?q=sicherheit",
    "a word that none has": "search/?q=konferenzraum",
    "a word that is misspelt": "search/?q=sicherheitt",
    "completion of two letters": "search/suggest/?q=de",
    "completion of a word": "search/suggest/?q=sicherh",
    "completion of a second word": "search/suggest/?q=debian+proj",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search.speed", description=__doc__)
    parser.add_argument("--items", type=int, default=5_000, help="how many copies are searched")
    parser.add_argument("--times", type=int, default=9, help="how often each is asked")
    parser.add_argument("--data", type=Path, help="a folder to keep the items in, for the next run")
    options = parser.parse_args()
    with database(options.data) as (server, folder):
        os.environ.update(make_environment(server, folder))
        os.environ |= {"DJANGO_SETTINGS_MODULE": "cms.settings", "ALLOWED_HOSTS": "localhost"}
        django.setup()
        measure(options.items, options.times)


def measure(items: int, times: int) -> None:
    from benchmarks.search.copies import ask, forget, make_copies  # noqa: PLC0415  after django.setup()

    make_copies(items)
    print("| question | asked | hits | ms |\n|---|---|--:|--:|", flush=True)
    for name, address in QUESTIONS.items():
        taken = []
        for _ in range(times):
            forget()
            begin = time.perf_counter()
            answer = ask(address)
            taken.append(time.perf_counter() - begin)
        hits = f"{answer['meta']['total_count']:,}" if "meta" in answer else len(answer["items"])
        print(f"| {name} | `{address}` | {hits} | {min(taken) * 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main()
