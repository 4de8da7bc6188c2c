"""Keeps a copy of what Dateline publishes, in a SQLite file:

    python examples/mirror/mirror.py --api https://cms.example.org copy.sqlite

Needs nothing but Python 3.11. It may be ended in any way and at any moment, and goes on where it was: each
answer is one transaction, together with the token that says what comes next.

The table `items` is the copy. `content` is an item's JSON; where it is null, the item is gone, and `action`
says how (`removed`, `withdrawn`). Whoever shows the copy reads `WHERE content IS NOT NULL`.
"""

import argparse
import json
import signal
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, build_opener

FILTERS = ("site", "locale", "type", "kind", "topic")
TIMEOUT_SECONDS = 60
LONGEST_WAIT_SECONDS = 300
ATTEMPTS_ONCE = 5  # of what may be well again a little later, with --once
opened = build_opener().open
TABLES = """
CREATE TABLE IF NOT EXISTS state (
    feed TEXT NOT NULL,        -- what this is a copy of
    token TEXT,                -- up to where it is one; null before the first answer
    etag TEXT,                 -- of the last answer to that token
    sync INTEGER NOT NULL,     -- number of the last full sync
    syncing INTEGER NOT NULL   -- whether it is still going on
);
CREATE TABLE IF NOT EXISTS items (
    key TEXT PRIMARY KEY,
    sequence INTEGER,          -- of the last change; null from a full sync
    sync INTEGER NOT NULL,     -- the full sync that named it last
    action TEXT NOT NULL,
    at TEXT NOT NULL,
    type TEXT NOT NULL, id INTEGER, site TEXT, locale TEXT, html_path TEXT,
    item TEXT NOT NULL,        -- who it is, as JSON
    content TEXT               -- null: gone
);
"""


class Refused(Exception):
    """The API will not answer this, however often it is asked."""


class StartAgain(Exception):
    """The token is of no use any more."""


class Later(Exception):
    """There is no answer now; perhaps after that many seconds, where they are known."""

    def __init__(self, reason, seconds=None):
        super().__init__(reason)
        self.seconds = seconds


class Mirror:
    def __init__(self, api, path, filters):
        self.address = f"{api.rstrip('/')}/api/v1/changes/"
        self.filters = filters
        self.database = sqlite3.connect(path, isolation_level=None, timeout=30)
        self.database.execute("PRAGMA journal_mode = WAL")  # so that others can read meanwhile
        self.database.executescript(TABLES)
        feed = f"{self.address}?{urlencode(filters)}"
        with self.transaction():
            found = self.database.execute("SELECT feed FROM state").fetchone()
            if found is None:
                self.database.execute("INSERT INTO state VALUES (?, NULL, NULL, 1, 1)", [feed])
        if found and found[0] != feed:
            raise Refused(f"{path} is a copy of {found[0]}. Name another file for this one.")

    def transaction(self):
        self.database.execute("BEGIN IMMEDIATE")
        return self.database  # which commits, or undoes all of it, when `with` ends

    def step(self):
        """Ask once, and keep what the answer says. Whether there is more already."""
        token, etag = self.database.execute("SELECT token, etag FROM state").fetchone()
        try:
            answer, etag = self.ask(token, etag)
        except StartAgain as reason:
            say(f"Starting again: {reason}")
            with self.transaction():
                self.go_on(token, None, None)
                self.database.execute("UPDATE state SET sync = sync + 1, syncing = 1")
            return True
        if answer is None:
            return False
        meta = answer["meta"]
        with self.transaction():
            # An answer's tag is of use for the same question again.
            self.go_on(token, meta["token"], etag if meta["token"] == token else None)
            sync, syncing = self.database.execute("SELECT sync, syncing FROM state").fetchone()
            told = [change for change in answer["items"] if self.keep(change, sync)]
            told += self.end_sync(sync) if syncing and not meta["has_more"] else []
        for change in told:
            where = change["item"]["html_url"] or ""
            say(f"{change['sequence'] or 'sync'} {change['action']} {change['item']['key']} {where}".rstrip())
        return meta["has_more"]

    def go_on(self, token, following, etag):
        changed = self.database.execute(
            "UPDATE state SET token = ?, etag = ? WHERE token IS ?", [following, etag, token]
        )
        if not changed.rowcount:
            raise Refused("Another process keeps this copy. Let one of them be enough.")

    def keep(self, change, sync):
        """Whether it was news. What is lower than what we have of the item is none."""
        item = change["item"]
        had = self.database.execute(
            "SELECT sequence, sync FROM items WHERE key = ?", [item["key"]]
        ).fetchone()
        if had and had[1] == sync and (change["sequence"] or 0) < (had[0] or 0):
            return False
        self.database.execute(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(item["key"], change["sequence"], sync, change["action"], change["at"]),
                *(item["type"], item["id"], item["site"], item["locale"], item["html_path"]),
                written(item),
                None if change["content"] is None else written(change["content"]),
            ],
        )
        return True

    def end_sync(self, sync):
        """Drop what the full sync did not name. Returns that as changes."""
        self.database.execute("UPDATE state SET syncing = 0")
        unnamed = self.database.execute(
            "SELECT item FROM items WHERE sync <> ? AND content IS NOT NULL", [sync]
        ).fetchall()
        self.database.execute(
            "UPDATE items SET content = NULL, action = 'removed', sequence = NULL"
            " WHERE sync <> ? AND content IS NOT NULL",
            [sync],
        )
        return [{"sequence": None, "action": "removed", "item": json.loads(item)} for (item,) in unnamed]

    def ask(self, token, etag):
        """The answer and its tag; None where there is nothing new."""
        after = [("after", token)] if token else []
        query = urlencode([*self.filters, ("limit", 100), *after])
        request = Request(f"{self.address}?{query}")  # noqa: S310  where whoever starts this says
        request.add_header("User-Agent", "dateline-mirror/1")
        if etag:
            request.add_header("If-None-Match", etag)
        try:
            with opened(request, timeout=TIMEOUT_SECONDS) as response:
                answer = json.load(response)
                if not isinstance(answer, dict) or not {"items", "meta"} <= answer.keys():
                    raise Refused(f"{self.address} is no change feed.")
                return answer, response.headers["ETag"]
        except HTTPError as error:
            with error:
                if error.code == 304:
                    return None, etag
                raise self.problem(error, token) from None
        except (OSError, HTTPException, ValueError) as error:
            raise Later(f"{self.address} does not answer: {error}") from None

    def problem(self, error, token):
        """What an answer that is an error means (RFC 9457)."""
        try:
            problem = json.load(error)
            reason = problem["detail"]
        except (OSError, HTTPException, ValueError, TypeError, KeyError):
            problem, reason = {}, error.reason
        if error.code == 429 or error.code >= 500:
            return Later(f"{error.code} {reason}", seconds_of(error.headers["Retry-After"]))
        wrong = {each["parameter"] for each in problem.get("errors", [])}
        if token and (error.code == 410 or wrong == {"after"}):
            return StartAgain(reason)
        return Refused(f"{self.address} answers {error.code}: {reason}")


def seconds_of(text):
    """Of `Retry-After`, which is a number or a date (RFC 9110, 10.2.3); None where it is neither."""
    try:
        return max(0, int(text))
    except (TypeError, ValueError):
        pass
    try:
        return max(0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def written(value):
    return json.dumps(value, ensure_ascii=False)


def say(text):
    print(text, flush=True)


def follow(mirror, seconds):
    """Until there is nothing more; then again every so many `seconds`, where there are any."""
    failed = 0
    while True:
        wait = 0
        try:
            if not mirror.step():
                if seconds is None:
                    return
                wait = seconds
            failed = 0
        except Later as reason:
            failed += 1
            if seconds is None and failed == ATTEMPTS_ONCE:
                raise
            wait = min(reason.seconds if reason.seconds is not None else 2**failed, LONGEST_WAIT_SECONDS)
            print(f"{str(reason).rstrip('.')}. Again in {wait:.0f} s.", file=sys.stderr, flush=True)
        time.sleep(wait)


def main():
    options = argparse.ArgumentParser(description="Keeps a copy of what Dateline publishes.")
    options.add_argument("database", help="the SQLite file; made where it is not there")
    options.add_argument("--api", default="http://localhost:8000", help="where Dateline is (%(default)s)")
    for name in FILTERS:
        options.add_argument(
            f"--{name}", default=[], action="append", help=f"of this {name} alone; may be repeated"
        )
    options.add_argument("--once", action="store_true", help="end when there is nothing more")
    options.add_argument(
        "--every", type=float, default=10, metavar="SECONDS", help="how often to ask (%(default)s)"
    )
    chosen = options.parse_args()
    filters = [(name, value) for name in FILTERS for value in sorted(getattr(chosen, name))]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        mirror = Mirror(chosen.api, chosen.database, filters)
        with closing(mirror.database):
            follow(mirror, None if chosen.once else chosen.every)
    except KeyboardInterrupt:
        pass
    except (Refused, Later, sqlite3.Error) as reason:
        sys.exit(f"{reason}")


if __name__ == "__main__":
    main()
