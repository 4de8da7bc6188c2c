"""Dateline in a real browser, on the demonstration, as `make run` starts it, with its website.

One for each test process: what a test does to it, others find done. A room that wants a browser too imports
that fixture into its conftest.
"""

import json
import os
import shutil
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.launch.conftest import find_port, processes_in
from tests.launch.running import Run, started_before

CHROMIUM = shutil.which("chromium")
# As root it runs without its sandbox; and it asks its maker for nothing.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Dateline:
    """Where it runs, and what its API says."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.website = f"http://localhost:{run.port + 1}"
        self.backend = f"http://localhost:{run.port}"
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def api(self, path: str) -> Any:
        for _ in range(20):
            try:
                with self.opener.open(f"{self.backend}/api/v1/{path}", timeout=20) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                # A browser that asks for many new pictures keeps the server busy: it says when to come again.
                if error.code != 503:
                    raise
                time.sleep(float(error.headers.get("Retry-After") or 1))
        raise AssertionError(f"{path}: no answer but 503")

    def head(self, path: str) -> tuple[int, str, str]:
        """Status, Location and HTML that the website's server gives before any script runs."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: Any) -> None:
                return None

        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
        try:
            with opener.open(f"{self.website}{path}", timeout=20) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location", ""), error.read().decode()


@pytest.fixture(scope="session")
def dateline() -> Iterator[Dateline]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    above = Path(tempfile.mkdtemp(prefix="dateline-frontend-"))
    above.chmod(0o755)
    run = Run(started_before(above), find_port()).until_ready()
    yield Dateline(run)
    assert run.end() == 0
    assert processes_in(above) == []
    shutil.rmtree(above)


@pytest.fixture(scope="module")
def browser(dateline: Dateline) -> Iterator[Browser]:
    """For one module: while it lives, so does an event loop, with which Django asks no database."""
    with launched() as browser:
        yield browser


@contextmanager
def launched(language: str = "en") -> Iterator[Browser]:
    """With what it draws itself in that language: fields for days, times, files. No window chooses that.

    Debian has the languages but English in a package of their own, chromium-l10n; without it, all is English.
    """
    spoken = {**os.environ, "LANGUAGE": language}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS, env=spoken)
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, dateline: Dateline, **options: Any) -> Iterator[Page]:
    """A fresh browser window. No script in it may fail, and nothing may be asked of a third host."""
    context = browser.new_context(base_url=dateline.website, **options)
    page = context.new_page()
    page.set_default_timeout(15_000)
    failures: list[str] = []
    hosts: set[str] = set()
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if "Security Policy" in said.text else None)
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "//" in request.url else None)
    yield page
    context.close()
    assert failures == []
    assert hosts <= {dateline.website.split("/")[2], dateline.backend.split("/")[2]}
