"""Everything is killed while changes are written, and in the end the receiver has had each, in order.

Real processes, and a PostgreSQL of their own, since that is restarted too. `WEBHOOKS_SEED` takes the printed
seed again; what processes do in between is their own.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random, SystemRandom
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from standardwebhooks import Webhook as Verifier

from cms.launch import cluster, postmaster
from cms.launch.development import BASE_DIR
from cms.launch.postgres import Server
from cms.partners.models import CHOSEN, Webhook, new_salt
from cms.partners.signing import as_shown
from tests.databases import migrated
from tests.launch.conftest import find_port

pytestmark = pytest.mark.slow

# How the database ends: in order, or as if the machine had lost its power.
DATABASE = (signal.SIGINT, signal.SIGQUIT)
# Each start of the worker or the writer takes seconds, of which this test has not many.
OTHERS = ("worker", "writer", "receiver", "receiver")
# Of a receiver's own file of messages.
Message = dict[str, Any]
MANAGE = [sys.executable, "-W", "ignore", "manage.py"]


class Scene:
    """The processes, by name; each is started again as whoever looks after processes does it."""

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder)
        self.url = self.server.hold()
        self.environment = {**os.environ, "DATABASE_URL": self.url, "WEBHOOK_ALLOW_PRIVATE": "1"}
        self.port, self.kept = find_port(), folder / "received"
        here = Path(__file__).parent
        options = ["--queues", "webhooks", "--concurrency", "3"]
        self.commands = {
            "worker": [*MANAGE, "procrastinate", "worker", *options],
            "writer": [sys.executable, "-m", "tests.partners.writer"],
            "receiver": [sys.executable, str(here / "receiver.py"), str(self.port), str(self.kept)],
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.log = (folder / "said").open("wb")

    def prepare(self) -> None:
        """The tables of the run's own database: copied, which takes a tenth of making them."""
        programs = cluster.programs(self.server.folders, cluster.version_for(self.server.folders))
        source = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{migrated()}").geturl()
        dump = subprocess.run([programs / "pg_dump", "--no-owner", source], capture_output=True, check=True)
        target = [programs / "psql", "--quiet", "--set=ON_ERROR_STOP=1", self.url]
        subprocess.run(target, input=dump.stdout, check=True, stdout=subprocess.DEVNULL)

    def keep_up(self) -> None:
        for name, command in self.commands.items():
            if name not in self.running or self.running[name].poll() is not None:
                self.running[name] = subprocess.Popen(
                    command, env=self.environment, cwd=BASE_DIR, stdout=self.log, stderr=self.log
                )

    def kill(self, name: str) -> None:
        self.running[name].kill()
        self.running[name].wait()

    def happen(self, act: str | signal.Signals) -> None:
        if isinstance(act, signal.Signals):
            self.restart_database(act)
        else:
            self.kill(act)
        self.keep_up()

    def restart_database(self, how: signal.Signals) -> None:
        found = postmaster.find(self.server.folders)
        assert found
        found.send_signal(how)
        found.wait(30)
        self.server.release()
        self.server.hold()

    def ask(self, sql: str, *values: Any) -> list[Any]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def is_told_more(self) -> Callable[[], bool]:
        """Whether messages have come since; what has ended is started again meanwhile."""
        had = len(self.received())

        def is_so() -> bool:
            self.keep_up()
            return len(self.received()) > had + 5

        return is_so

    def received(self) -> list[Message]:
        return [json.loads(line) for line in self.kept.read_text().splitlines()] if self.kept.exists() else []

    def close(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()
        self.log.close()
        self.server.release()


@pytest.fixture
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    # Beside the run's own folder: the server may be another user, to whom pytest's folders are closed.
    folder = Path(os.environ["TEST_RUN"]) / f"webhooks-{os.getpid()}"
    folder.mkdir()
    made = Scene(folder)
    with django_db_blocker.unblock():
        made.prepare()
    yield made
    made.close()
    print((folder / "said").read_text()[-3000:])


def until(true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_whatever_is_killed_the_receiver_has_every_change_in_order_for_each_item(scene: Scene) -> None:
    seed = int(os.environ.get("WEBHOOKS_SEED") or SystemRandom().randrange(10**6))
    print(f"WEBHOOKS_SEED={seed}")
    random, salt = Random(seed), new_salt()
    values = {
        "name": "Partner",
        "url": f"http://127.0.0.1:{scene.port}/",
        "salt": salt,
        "events": [each.value for each in CHOSEN],
    }
    webhook = Webhook(**values)
    fields = Webhook._meta.concrete_fields[1:]
    row = [field.get_prep_value(getattr(webhook, field.attname)) for field in fields]
    names = [field.column for field in fields]
    scene.ask(
        f"INSERT INTO partners_webhook ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})", *row
    )
    scene.keep_up()
    begun = time.monotonic()
    acts = [*OTHERS, random.choice(DATABASE)]
    for act in random.sample(acts, len(acts)):
        assert until(scene.is_told_more(), 60), f"nothing came before {act}"
        time.sleep(random.uniform(0, 0.3))
        print(f"{time.monotonic() - begun:.1f} {act} {len(scene.received())}")
        scene.happen(act)
    assert until(scene.is_told_more(), 60), "nothing came after all"
    del scene.commands["writer"]
    scene.kill("writer")
    logged = dict(scene.ask("SELECT sequence, key FROM published_change"))

    def is_done() -> bool:
        scene.keep_up()
        # As if the time for the next attempts had come.
        scene.ask("UPDATE partners_webhook SET rests_until = NULL")
        scene.ask("UPDATE partners_delivery SET next_at = now() WHERE state = 'waiting' AND next_at > now()")
        behind = "SELECT 1 FROM partners_webhook WHERE cursor < (SELECT max(sequence) FROM published_change)"
        waiting = "SELECT 1 FROM partners_delivery WHERE state <> 'delivered'"
        return not scene.ask(f"{behind} UNION ALL {waiting}")

    assert until(is_done, 30), "it never ended"
    order: dict[str, list[int]] = {}
    ids: dict[str, int] = {}
    verifier = Verifier(as_shown(salt))
    for message in scene.received():
        told = verifier.verify(message["body"], message["headers"])["data"]
        seen = message["headers"]["webhook-id"] in ids
        assert ids.setdefault(message["headers"]["webhook-id"], told["sequence"]) == told["sequence"]
        if not seen:
            order.setdefault(told["item"]["key"], []).append(told["sequence"])
    print(f"{len(logged)} changes, {len(scene.received()) - len(ids)} messages repeated")
    assert len(logged) > 50
    assert sorted(ids.values()) == sorted(logged)
    assert all(sequences == sorted(sequences) for sequences in order.values())
