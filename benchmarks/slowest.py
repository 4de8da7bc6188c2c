"""Which requests take longest on a running server: `python -m benchmarks.slowest http://localhost:8000`.

Each is asked several times at addresses of its own (`min_sequence` tells them apart), so that no answer is a
kept one. *first* is the first answer, *least* the quickest of the others: what the request costs, whatever
else the machine does meanwhile.
"""

import http.client
import sys
import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import orjson

TIMES = 6
SHOWN = 25
LIMIT_MS = 200

WHOLE = "limit=100&fields=*&facets=type,kind,topic,country,region,sdg,organisation,year,locale"
COMMON = {"de": "die und der Migration", "en": "the and of migration", "ar": "في من الهجرة"}
# What costs most where it is not thought of: many values, many languages, many words, deep nesting.
HOSTILE = (
    f"pages/?{WHOLE}",
    f"pages/?{WHOLE}&locale=*&site=*",
    f"pages/?{WHOLE}&locale=de&fallback=en,ar",
    f"pages/?{WHOLE}&locale=ar&fallback=en,de&descendant_of=root&order=title",
    f"pages/?{WHOLE}&locale=*&order=tree&offset=10000",
    f"pages/?{WHOLE}&topic={','.join(f'a{number}' for number in range(100))}",
    f"pages/?id={','.join(map(str, range(1, 101)))}&facets=topic",
    f"pages/?exclude_id={','.join(map(str, range(10**17, 10**17 + 100)))}",
    f"pages/?slug={','.join('a' * 30 for _ in range(90))}",
    f"pages/?fields={quote('*,' * 1500)}",
    f"pages/?fields={quote('a(' * 1500)}",
    f"pages/?cursor={'A' * 1990}",
    f"pages/?contry={'a' * 4000}",
    f"pages/?{'&'.join(f'a{number}=1' for number in range(190))}",
    f"pages/?type={','.join('home.SectonPage' for _ in range(100))}",
    f"pages/?country={','.join('Eg' for _ in range(100))}",
    *(f"search/?{WHOLE}&locale={locale}&q={quote(words)}" for locale, words in COMMON.items()),
    f"search/?{WHOLE}&locale=*&search_operator=or&q={quote(' '.join(COMMON.values()))}",
    f"search/?locale=*&search_operator=or&limit=100&q={quote('a e i o u ' * 12)}",
    f"search/?locale=*&q={quote('xqz ' * 60)}",
    f"search/?locale=*&q={quote(' '.join(f'migratoin{number}' for number in range(60)))}",
    f"search/?locale=*&q={'a' * 4000}",
    f"search/?locale=de&q={'donaudampfschifffahrt' * 150}",
    f"search/?q={quote('(a+)+$ & | ! :* <-> ' * 60)}",
    f"search/?q={quote(chr(34) * 1300)}",
    f"search/?q={quote('-a ' * 60)}",
    f"search/?q={quote('ü' * 600)}",
    f"search/?q={quote('ﷺ' * 400)}",
    "search/suggest/?locale=*&q=a",
    f"search/suggest/?locale=*&q={quote('migration ' * 60)}",
    f"search/suggest/?locale=*&q={'m' * 4000}",
    "topics/?limit=100&locale=*&site=*",
    "regions/?limit=100&locale=*&site=*",
    "kinds/?limit=100&descendant_of=root&locale=*",
    f"resolve/?path={quote('/a' * 1500)}",
    f"resolve/?path={quote('/' * 1300)}",
    f"resolve/?path={quote('/?' + '&'.join('a' for _ in range(1900)))}",
    "paths/?limit=1000&site=*",
    "redirects/?limit=1000&site=*",
    "menus/?locale=*",
    "site/?locale=*",
    "sites/",
)
ROBOTS = (
    "sitemap.xml",
    "sitemap-1.xml",
    "sitemap-news.xml",
    "llms.txt",
    "api/v1/openapi.json",
    "api/v1/docs/",
)


@dataclass(frozen=True)
class Took:
    """Milliseconds."""

    address: str
    status: int
    first: float
    least: float


class Server:
    def __init__(self, root: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(root).netloc, timeout=60)

    def ask(self, address: str) -> tuple[int, bytes, float]:
        """Status, body, milliseconds."""
        begun = time.perf_counter()
        self.connection.request("GET", address)
        response = self.connection.getresponse()
        body = response.read()
        return response.status, body, 1000 * (time.perf_counter() - begun)

    def measure(self, address: str) -> Took:
        joint = "&" if "?" in address else "?"
        answers = [self.ask(f"{address}{joint}min_sequence={number}") for number in range(1, TIMES + 1)]
        times = [taken for _, _, taken in answers]
        return Took(address, answers[0][0], times[0], min(times[1:]))


def addresses(server: Server) -> list[str]:
    """Every page by every way to it, and all of the above."""
    items = orjson.loads(server.ask("/api/v1/paths/?limit=1000&site=*")[1])["items"]
    pages = [
        f"/api/v1/pages/{each['id']}/{form}" for each in items for form in ("", "?format=md", "?fields=*")
    ]
    ways = [f"/api/v1/resolve/?site=*&path={quote(each['html_path'])}" for each in items]
    return [*pages, *ways, *(f"/api/v1/{each}" for each in HOSTILE), *(f"/{each}" for each in ROBOTS)]


def main(root: str) -> None:
    server = Server(root)
    server.ask("/api/v1/pages/")
    took = sorted(map(server.measure, addresses(server)), key=lambda each: -each.least)
    print(f"{len(took)} requests, {TIMES} times each; the slowest {SHOWN}:")
    print(" least ms  first ms  status  address")
    for each in took[:SHOWN]:
        print(f"{each.least:9.1f} {each.first:9.1f} {each.status:7}  {each.address[:110]}")
    wrong = [each for each in took if each.status >= 500]
    slow = [each for each in took if each.least > LIMIT_MS]
    sys.exit(f"{len(wrong)} failed, {len(slow)} took longer than {LIMIT_MS} ms" if wrong or slow else 0)


if __name__ == "__main__":
    main(sys.argv[1])
