"""Everything at once, as `make run` starts it: its life, its neighbours, and its end."""

import contextlib
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from cms.launch.development import BASE_DIR
from cms.launch.postgres import Server
from tests.launch.conftest import SHELL, processes_in, wait_for
from tests.launch.running import Run, first_start, port_of_first_start, started_before

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def free() -> int:
    """Where the first start was: at another port, a second one has addresses to write anew."""
    return port_of_first_start()


@pytest.fixture
def data(place: Path) -> Path:
    return started_before(place)


def test_first_start_says_where_and_how_to_get_in() -> None:
    data, port = first_start(), port_of_first_start()
    said, url = data.with_name(f"data-{port}.log").read_text(), f"http://localhost:{port}"
    assert f"{url}/admin/" in said
    assert f"{url}/api/v1/pages/" in said
    assert f"{url}/api/v1/docs/" in said
    assert re.search(r"admin, password \S{10,}", said)
    assert data.joinpath("development.json").stat().st_mode & 0o077 == 0


def test_a_second_start_keeps_all_content_and_prepares_nothing_and_manage_uses_it(
    data: Path, free: int
) -> None:
    run = Run(data, free).until_ready()
    assert run.said().startswith("Starting the database\nStarting the web server\n")
    assert "Bringing the database up to date" not in run.said()
    code = (
        "from django.conf import settings as s; from wagtail.models import Page; "
        "print(s.PUBLIC_URL, s.DATABASES['default']['HOST'], Page.objects.count())"
    )
    said = run.manage(code)
    assert said.startswith(f"http://localhost:{free} {data}/postgres/run ")
    assert int(said.split()[-1]) >= 2
    assert run.answer("/health/ready") == 200
    ends(run, signal.SIGTERM)
    assert run.manage(code) == said
    assert processes_in(data) == []


def ends(run: Run, how: int) -> None:
    """All that it has started ends by that signal, and nothing else."""
    stranger = subprocess.Popen(["sleep", "300"], cwd="/")
    try:
        assert len(processes_in(run.folder)) > 4
        assert run.end(how) == 0
        assert processes_in(run.folder) == []
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_manage_by_hand_keeps_the_server_up_when_the_rest_ends(data: Path, free: int) -> None:
    run = Run(data, free).until_ready()
    # Long enough to outlive the rest, and it still asks the database afterwards.
    code = (
        "import time; from django.db import connection as c; print('in', flush=True); time.sleep(6); "
        "c.cursor().execute('SELECT 1'); print('still up')"
    )
    shell = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code],
        env={**SHELL, "DATA_DIR": str(data)},
        cwd=BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert shell.stdout is not None
    assert shell.stdout.readline() == "in\n"
    assert run.end() == 0
    assert shell.stdout.read() == "still up\n"
    shell.wait(30)
    assert processes_in(data) == []


def test_two_of_them_run_side_by_side_each_with_its_own_port_in_every_address(
    data: Path, free: int, free_port: Callable[[], int]
) -> None:
    other_data, port = data.with_name("other"), free_port()
    subprocess.run(["cp", "-a", str(data), str(other_data)], check=True)
    one, other = Run(data, free), Run(other_data, port)
    one.until_ready()
    other.until_ready()
    ends(one, signal.SIGHUP)
    assert f"http://localhost:{port}/admin/" in other.said()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{port}/api/v1/pages/?limit=5", timeout=20) as answer:
        read = answer.read().decode()
    assert set(re.findall(r"http://localhost:(\d+)/api", read)) == {str(port)}
    assert set(re.findall(r'"html_url":"http://localhost:(\d+)/', read)) == {str(port + 1)}
    with opener.open(f"http://127.0.0.1:{port + 1}/", timeout=20) as answer:
        assert answer.url.endswith("/de/")
        assert f'data-api="http://localhost:{port}/api/v1/"' in answer.read().decode()
    ends(other, signal.SIGINT)


def test_kill_9_of_everything_and_a_new_start_works(data: Path, free: int) -> None:
    run = Run(data, free).until_ready()
    for process in processes_in(data):
        # Some end by themselves when they see the others gone.
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    run.process.wait()
    again = Run(data, free).until_ready()
    assert again.answer("/health/ready") == 200
    assert again.end() == 0


def test_when_the_supervisor_is_killed_web_and_worker_end_too(data: Path, free: int) -> None:
    run = Run(data, free).until_ready()
    run.process.kill()
    run.process.wait()

    def only_the_database_is_left() -> bool:
        return all("postgres" in process.name() for process in processes_in(data))

    wait_for(only_the_database_is_left, 30)
    server = Server(data)
    server.hold()
    server.release()
    assert processes_in(data) == []


@pytest.mark.parametrize("part", ["granian", "--queues default", "serve.py"])
def test_when_a_part_dies_everything_ends_with_a_line_that_names_it(data: Path, free: int, part: str) -> None:
    run = Run(data, free).until_ready()
    time.sleep(0.5)
    children = psutil.Process(run.process.pid).children()
    next(child for child in children if part in " ".join(child.cmdline())).kill()
    assert run.process.wait(60) == 1
    name = {"granian": "web", "--queues default": "worker", "serve.py": "website"}[part]
    last = run.said().strip().split("\n")[-1]
    assert last == f"Dateline: The {name} process has ended (exit code -9): ending the rest."
    assert processes_in(data) == []


def test_a_website_of_ones_own_takes_the_starter_frontends_place(data: Path, free: int) -> None:
    run = Run(data, free, WEBSITE_URL="http://localhost:3000").until_ready()
    assert "website   http://localhost:3000/\n" in run.said()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://127.0.0.1:{free}/api/v1/sites/", timeout=20) as answer:
        assert '"root_url":"http://localhost:3000"' in answer.read().decode()
    with pytest.raises(urllib.error.URLError):
        opener.open(f"http://127.0.0.1:{free + 1}/", timeout=20)
    assert run.end() == 0
