"""What docs/partners.md gives to people with a website works: run with PHP, on a running installation."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.embeds.recipes import ADDRESS, FUNCTION, HERE, RECIPES
from api.embeds.snippets import SANDBOX
from cms.launch.development import BASE_DIR
from tests.changes.serving import Api, served
from tests.docs.following import blocks
from tests.embeds.pieces import german
from tests.published import factory

WORDPRESS = Path("/usr/share/wordpress")
PARTNERS = BASE_DIR / "docs" / "partners.md"
DAY = 24 * 60 * 60
with_php = pytest.mark.skipif(not shutil.which("php"), reason="PHP is not installed (Debian: php-cli)")


@pytest.fixture
def api(own_database: None) -> Iterator[Api]:
    factory.sites()
    german(title="Ein Zentrum für alle")
    with served() as api:
        yield api


class Site:
    """A partner's: a folder, and PHP."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder / "kept"
        self.said = ""
        shutil.copy(HERE / FUNCTION, folder / FUNCTION)

    def php(self, code: str) -> str:
        options = ["-d", "display_errors=stderr", "-d", "error_reporting=E_ALL", "-d", "log_errors=1"]
        command = ["php", *options, "-r", code]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=60, check=True
        )
        self.said = done.stderr
        return done.stdout

    def shows(self, address: str, seconds: int = 0) -> str:
        return self.php(f"require '{FUNCTION}'; echo dateline_news('{address}', '{self.kept}', {seconds});")

    def copy(self) -> dict[str, Any]:
        (file,) = self.kept.iterdir()
        found: dict[str, Any] = json.loads(file.read_text())
        return found

    def age(self, seconds: int) -> None:
        """As if so much time had gone by."""
        (file,) = self.kept.iterdir()
        copy = self.copy()
        file.write_text(
            json.dumps({**copy, "asked": copy["asked"] - seconds, "good": copy["good"] - seconds})
        )


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def fragment(api: Api) -> str:
    return f"{api.address}/embed/news.html?locale=de"


@with_php
def test_it_shows_the_list_and_asks_again_only_after_a_while(api: Api, site: Site) -> None:
    shown = site.shows(fragment(api), 300)
    assert shown.startswith('<section class="dateline-news')
    assert "Ein Zentrum für alle" in shown
    assert site.shows(fragment(api), 300) == shown
    assert (api.statuses, site.said) == ([200], "")
    site.age(301)
    assert site.shows(fragment(api), 300) == shown
    # It said what it has, and was told that it still holds.
    assert api.statuses == [200, 304]
    german(title="Neu")
    assert "Neu" in site.shows(fragment(api))
    assert api.statuses == [200, 304, 200]


@with_php
def test_the_last_good_one_is_shown_while_there_is_none_but_not_for_ever(api: Api, site: Site) -> None:
    shown = site.shows(fragment(api))
    api.refusals = [("503 Busy", {"Retry-After": "1"})]
    assert site.shows(fragment(api)) == shown
    assert "503" in site.said
    nobody = "http://127.0.0.1:1" + fragment(api).removeprefix(api.address)
    (file,) = site.kept.iterdir()
    file.rename(file.with_name(f"{hash_of(nobody)}.json"))
    assert site.shows(nobody) == shown
    assert "no answer in time" in site.said
    site.age(DAY)
    assert site.shows(nobody) == ""


def hash_of(address: str) -> str:
    code = f"echo hash('sha256', '{address}');"
    return subprocess.run(["php", "-r", code], capture_output=True, text=True, check=True).stdout


@with_php
def test_a_wrong_filter_shows_nothing_and_tells_the_log_why(api: Api, site: Site) -> None:
    assert site.shows(f"{fragment(api)}&contry=EG") == ""
    assert "Did you mean country?" in site.said


@with_php
@pytest.mark.slow
def test_whoever_does_not_answer_is_not_waited_for(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/embed/news.html"
        begun = time.monotonic()
        assert site.shows(address, 300) == ""
        assert time.monotonic() - begun < 15
        begun = time.monotonic()
        # Nobody else waits for it again.
        assert site.shows(address, 300) == ""
        assert time.monotonic() - begun < 2.5
    assert "no answer in time" not in site.said


@with_php
def test_the_recipes_that_need_nothing_but_php_run(api: Api, site: Site) -> None:
    for file in ("page.php", "joomla.php"):
        (site.folder / file).write_text((HERE / file).read_text().replace(ADDRESS, fragment(api)))
        begin = f"define('_JEXEC', 1); define('JPATH_CACHE', '{site.folder}'); "
        where = f"putenv('TMPDIR={site.folder}'); require '{file}';"
        assert "Ein Zentrum für alle" in site.php(begin + where), file
        assert site.said == "", file


@with_php
@pytest.mark.skipif(
    not (WORDPRESS / "wp-includes").exists(), reason="WordPress is not installed; see .ci/run"
)
def test_wordpress_shows_it_where_the_shortcode_stands(api: Api, site: Site) -> None:
    plugins = site.folder / "wp-content" / "mu-plugins"
    (plugins / "dateline-news").mkdir(parents=True)
    shutil.copy(HERE / FUNCTION, plugins / "dateline-news" / FUNCTION)
    plugin = (HERE / "wordpress.php").read_text().replace(ADDRESS, fragment(api))
    (plugins / "dateline-news.php").write_text(plugin)
    shown = site.php(
        f"define('WP_CONTENT_DIR', '{site.folder}/wp-content'); define('ABSPATH', '{WORDPRESS}/');"
        " define('WPINC', 'wp-includes');"
        " foreach (['plugin', 'shortcodes', 'formatting', 'kses', 'functions', 'load'] as $each)"
        ' { require_once ABSPATH . "wp-includes/$each.php"; }'
        f" require '{plugins}/dateline-news.php'; echo do_shortcode('<p>Davor</p>[dateline_news]');"
    )
    assert shown.startswith("<p>Davor</p><section")
    assert "Ein Zentrum für alle" in shown


@with_php
def test_every_recipe_is_php(tmp_path: Path) -> None:
    for file in HERE.glob("*.php"):
        done = subprocess.run(["php", "-l", file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_document_has_each_recipe_as_the_builder_gives_it() -> None:
    told = {each.file: each.text for each in blocks(PARTNERS)}
    address = "https://cms.example.org/embed/news.html?locale=de"
    given = {step.path: step.code(address) for recipe in RECIPES for step in recipe.steps if step.file}
    wanted = {path: code for path, code in given.items() if not path.endswith(f"/{FUNCTION}")}
    assert {path: told.get(path) for path in wanted} == wanted


def test_the_document_has_the_frame_as_the_builder_gives_it() -> None:
    (told,) = [each.text for each in blocks(PARTNERS) if each.file == "frame"]
    assert f'sandbox="{SANDBOX}"' in told
    assert urlsplit(told.split('"')[1]).path == "/embed/news/"
