"""`python -m benchmarks.webhooks`: how fast the worker tells so many receivers of so many changes.

The changes are written first, then a worker is started, as `make run` starts it. The receivers are one
process on this machine that answers at once: what is measured is ours.
"""

import argparse
import asyncio
import os
import socket
import sys
import time
from datetime import UTC, datetime, timedelta

import django
import psutil

from benchmarks.machine import describe
from benchmarks.servers import database, make_environment
from cms.launch import children
from cms.launch.run import WORKERS

ITEMS = 1_000
ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.webhooks", description=__doc__)
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--receivers", type=int, default=20)
    parser.add_argument("--receive", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.receive:
        asyncio.run(receive(options.receive))
        return
    with database(None) as (server, folder):
        # Receivers on this machine are for development alone.
        own = {"DJANGO_SETTINGS_MODULE": "cms.settings", "DEBUG": "1", "WEBHOOK_ALLOW_PRIVATE": "1"}
        environment = make_environment(server, folder) | own
        os.environ.update(environment)
        django.setup()
        migrate = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--verbosity", "0"]
        if children.start(migrate, environment, (server.lock_fd,)).wait() != 0:
            sys.exit("The database could not be migrated: the reason stands above.")
        print("\n".join(f"* {line}" for line in describe(environment["DATABASE_URL"])), flush=True)
        measure(environment, server.lock_fd, options.changes, options.receivers)


def measure(environment: dict[str, str], lock: int, changes: int, receivers: int) -> None:
    from cms.partners.models import Delivery, State, Webhook  # noqa: PLC0415  after django.setup()

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for number in range(receivers):
        Webhook.objects.create(name=f"Receiver {number}", url=f"http://127.0.0.1:{port}/{number}")
    write(changes)
    started = [
        children.start(
            [sys.executable, "-m", "benchmarks.webhooks", "--receive", str(port)], environment, (lock,)
        )
    ]
    try:
        worker = [sys.executable, "manage.py", "procrastinate", "worker", *WORKERS["webhooks"]]
        started.append(children.start(worker, environment, (lock,)))
        delivered = Delivery.objects.filter(state=State.DELIVERED)
        while not (already := delivered.count()):
            time.sleep(0.05)
        begun = time.monotonic()
        spent = processor_seconds(started[1].pid)
        rates, last, at = [], already, begun
        while last < changes * receivers:
            time.sleep(2)
            now, count = time.monotonic(), delivered.count()
            rates.append((count - last) / (now - at))
            last, at = count, now
        taken = at - begun
        spent = processor_seconds(started[1].pid) - spent
    finally:
        children.stop(started)
    steady = sorted(rates[:-1] or rates)
    print(
        f"\n{changes:,} changes to {receivers} receivers: {last:,} messages in {taken:.0f} s,"
        f" {(last - already) / taken:,.0f} a second (slowest two seconds {steady[0]:,.0f}, quickest"
        f" {steady[-1]:,.0f}); the worker used {100 * spent / taken:.0f} % of a core"
    )


def write(number: int) -> None:
    """A log of changes of a thousand items in turn."""
    from cms.published.models import Action, Change  # noqa: PLC0415  after django.setup()

    begin = datetime.now(UTC)
    marks = ["kind:news", "locale:de", "site:www.example.org", "type:newsroom.NewsPage"]
    Change.objects.bulk_create(
        [
            Change(
                at=begin + timedelta(milliseconds=each),
                action=Action.UPDATED,
                key=f"page-{each % ITEMS}",
                type="newsroom.NewsPage",
                locale="de",
                version=each // ITEMS + 1,
                before=marks,
                after=marks,
                item={
                    "key": f"page-{each % ITEMS}",
                    "type": "newsroom.NewsPage",
                    "id": each % ITEMS,
                    "site": "www.example.org",
                    "locale": "de",
                    "translation_key": "6f6b2b0e-1f3c-4f0e-9f4e-0d9b6a1f2c3d",
                    "html_url": f"https://www.example.org/de/presse/meldung-{each % ITEMS}/",
                    "html_path": f"/de/presse/meldung-{each % ITEMS}/",
                    "previous_html_path": None,
                    "version": each // ITEMS + 1,
                },
            )
            for each in range(number)
        ],
        batch_size=1_000,
    )


def processor_seconds(pid: int) -> float:
    used = psutil.Process(pid).cpu_times()
    return float(used.user + used.system)


async def receive(port: int) -> None:
    """Answers whatever it is sent, as soon as it is whole."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lower = head.lower()
                length = int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0])
                await reader.readexactly(length)
                writer.write(ANSWER)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    main()
