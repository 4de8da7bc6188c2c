"""The benchmark runs from end to end, at a tiny size."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_tiny_benchmark_gives_a_whole_table_and_leaves_nothing_running():
    tiny = ["--pages", "40", "--seconds", "0.5", "--rounds", "1", "--connections", "2"]
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")}
    before = {process.pid for process in psutil.process_iter()}

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *tiny],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    table = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    asked = {tuple(cell.strip() for cell in line.split("|")[1:3]) for line in table[1:]}
    assert {name for question, name in asked if question == "one page by id"} == {
        "Dateline",
        "Wagtail v3",
        "Wagtail v2",
        "bare view",
    }
    assert {("one page by path", "Dateline"), ("list of 20", "Wagtail v3")} <= asked
    assert "; 0 answers were not as expected" in done.stdout
    assert [line for line in started_since(before) if "benchmarks" in line or "dateline-bench-" in line] == []


def started_since(before: set[int]) -> list[str]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid not in before:
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found
