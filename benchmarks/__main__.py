"""`python -m benchmarks`: makes the content, starts the servers, measures, prints the table, ends all."""

import argparse
import datetime
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import psycopg

from benchmarks import load, machine, report
from benchmarks.questions import Different, Question, check_sameness, questions, read_pages
from benchmarks.servers import HOST, WebServer, database, make_content, make_environment, web_servers
from cms.launch import capacity, postmaster
from cms.launch.errors import LaunchError
from cms.launch.postgres import Server
from cms.launch.progress import say
from cms.launch.run import Ending, end

LONGEST = 3 * 3600  # seconds after which everything is ended, whatever it is doing


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--pages", type=int, default=5000, help="news pages in each of two languages")
    parser.add_argument("--seconds", type=float, default=5, help="of each measurement, in each round")
    parser.add_argument("--rounds", type=int, default=3, help="each table entry is the median of so many")
    parser.add_argument(
        "--connections",
        type=int,
        default=capacity.web_workers() * capacity.web_threads(),
        help="at once; by default as many requests as the server works on at once",
    )
    parser.add_argument("--data", type=Path, help="a folder to keep the content in, for the next run")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a target is missed")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(ending, end)
    signal.alarm(LONGEST)
    try:
        with database(options.data) as (server, folder):
            environment = make_environment(server, folder)
            make_content(server, environment, options.pages)
            lines, missed = measure_all(server, environment, options)
    except Ending:
        say("Ended before the end.")
        return 130
    except (LaunchError, Different, load.Stalled, OSError) as error:
        say(str(error))
        return 1
    print("\n".join(lines), flush=True)
    if options.write:
        report.write(lines)
    for line in missed:
        say(f"Missed: {line}")
    return 1 if missed and options.strict else 0


def measure_all(
    server: Server, environment: dict[str, str], options: argparse.Namespace
) -> tuple[list[str], list[str]]:
    """The report's lines, and the targets that were missed."""
    address = environment["DATABASE_URL"]
    running = postmaster.find(server.folders)
    if running is None:
        raise LaunchError("PostgreSQL has ended.")
    asked = questions(read_pages(address))
    with web_servers(server, environment) as servers:
        say("Comparing what everybody gives")
        sizes = check_sameness({name: (HOST, each.port) for name, each in servers.items()}, asked)
        strangers = machine.Strangers(running.pid)
        measured = measure_rounds(asked, servers, running.pid, options)
        others = strangers.share()
    client = max(each.client_share for found in measured.values() for each in found.rounds)
    failures = sum(found.failures for found in measured.values())
    lines = [
        *(f"* {line}" for line in machine.describe(address)),
        f'* {datetime.datetime.now(datetime.UTC):%Y-%m-%d}, `make bench ARGS="{" ".join(sys.argv[1:])}"`:'
        f" {count_news(address):,} news pages in two languages, {capacity.web_workers()} workers,"
        f" {options.connections} connections, {options.rounds} rounds of {options.seconds:g} s",
        f"* other processes had {others:.0%} of the machine's processor time meanwhile; the client at most"
        f" {client:.0%} of one core; {failures} answers were not as expected",
        "",
        *report.rows(asked, measured, sizes),
    ]
    return lines, report.missed(asked, measured)


def measure_rounds(
    asked: Sequence[Question], servers: dict[str, WebServer], postgres: int, options: argparse.Namespace
) -> report.Table:
    """Everybody in turn, and again in each round: what disturbs the machine for a while hits all of them."""
    measured: report.Table = {}
    for number in range(options.rounds):
        for question in asked:
            for name, way in question.ways.items():
                web = servers[name]
                before = machine.processor_seconds([web.pid, postgres])
                found = load.measure(
                    (HOST, web.port),
                    way.targets,
                    connections=options.connections,
                    seconds=options.seconds,
                    warm_up=min(1.0, options.seconds),
                    status=way.status,
                    follow=way.follow,
                )
                found.processor_seconds = machine.processor_seconds([web.pid, postgres]) - before
                if not found.times:
                    raise LaunchError(f"{name} gave no answer to “{question.name}”: {dict(found.failures)}")
                measured.setdefault((question.name, name), report.Measured()).rounds.append(found)
                say(f"{number + 1}/{options.rounds} {question.name}, {name}: {found.rate:,.0f}/s")
    return measured


def count_news(address: str) -> int:
    with psycopg.connect(address) as connection:
        sql = "SELECT count(*) FROM newsroom_newspage n JOIN wagtailcore_page p ON p.id = n.page_ptr_id"
        row = connection.execute(f"{sql} WHERE p.live").fetchone()
        return int(row[0]) if row else 0


if __name__ == "__main__":
    sys.exit(main())
