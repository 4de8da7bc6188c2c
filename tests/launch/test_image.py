"""The container image, built and run from the Dockerfile's own steps without a container engine."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cms.launch.development import BASE_DIR
from cms.launch.folders import SOCKET_NAME
from cms.launch.postgres import Server


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount the image's file system")
def test_the_dockerfiles_steps_build_an_image_that_serves(place: Path, free_port: Callable[[], int]) -> None:
    server = Server(place, durable=False)
    server.hold()
    socket = server.folders.socket()
    # In the image it is somebody else who comes, as a container's user does.
    for folder in (place, socket.parent, socket):
        folder.chmod(0o755)
    (socket / SOCKET_NAME).chmod(0o777)
    arguments = ["postgresql://postgres@/dateline", str(socket), str(free_port())]
    done = subprocess.run(
        [sys.executable, ".ci/dockerfile_steps.py", *arguments],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    server.release()
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert done.stdout.strip().endswith("The Dockerfile's steps build an image that serves.")


def test_uv_is_of_one_version_wherever_it_comes_from() -> None:
    places = ("cms/launch/install.sh", "Dockerfile", "docs/operating.md")
    lines = [re.findall(r"pip install\b.* (uv\S*)", (BASE_DIR / place).read_text()) for place in places]
    assert re.fullmatch(r"uv==\d+\.\d+\.\d+", lines[0][0])
    assert lines == [lines[0]] * len(places)
