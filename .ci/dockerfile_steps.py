#!/usr/bin/env python
"""Takes the Dockerfile's own steps where no container engine runs, and proves that what comes out serves.

Each stage gets the machine's root file system under an overlay that lives in memory: steps write wherever
they like, on the paths that they name, and nothing of it stays. Base images are therefore this machine: what
is shown is that the steps install, build and run, not that an image's system is complete. Root, Linux only.

    python .ci/dockerfile_steps.py DATABASE_URL SOCKET_FOLDER PORT
"""

import fnmatch
import json
import os
import re
import shlex
import shutil
import string
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import yaml

TOP = Path(__file__).resolve().parent.parent
# What a base image's shell finds, before the Dockerfile's own ENV.
BASE_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
}
# How this machine reaches its package index is no matter of the Dockerfile.
PASSED_ON = ("PIP_", "UV_", "SSL_", "HTTP_", "HTTPS_", "NO_PROXY", "http_", "https_", "no_proxy", "REQUESTS_")
SERVE_SECONDS = 60


def instructions(text: str) -> list[tuple[str, str]]:
    """The Dockerfile's instructions as (NAME, rest), comments gone and continued lines joined."""
    kept = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", kept)
    return [
        (line.split(None, 1)[0].upper(), line.split(None, 1)[1].strip())
        for line in joined.split("\n")
        if line.strip()
    ]


@dataclass
class Stage:
    """One stage as it is built: its file system, and what the next step sees."""

    root: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(BASE_ENVIRONMENT))
    folder: str = "/"
    user: str = "root"
    command: list[str] = field(default_factory=list)
    check: list[str] = field(default_factory=list)

    def inside(self, path: str) -> Path:
        return self.root / os.path.normpath(f"{self.folder}/{path}" if path[0] != "/" else path).lstrip("/")

    def start(self, command: list[str], more: dict[str, str]) -> subprocess.Popen[bytes]:
        """Starts a command as a container would: this file system, user, folder and environment."""
        script = 'cd "$1" && shift && exec "$@"'
        shell = ["/bin/sh", "-c", script, "sh", self.folder, *command]
        who = ["--userspec", self.user] if self.user != "root" else []
        return subprocess.Popen(
            ["/usr/sbin/chroot", *who, str(self.root), *shell], env={**self.environment, **more}, cwd="/"
        )

    def run(self, command: list[str], more: dict[str, str]) -> None:
        if self.start(command, more).wait() != 0:
            sys.exit(f"Failed: {shlex.join(command)}")


def file_system(place: Path) -> Path:
    """A fresh copy-on-write view of this machine, with /proc, /dev and a `python` as in Python's images."""
    for name in ("upper", "work", "root"):
        (place / name).mkdir(parents=True)
    options = f"lowerdir=/,upperdir={place}/upper,workdir={place}/work"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, str(place / "root")], check=True)
    root = place / "root"
    for name in ("proc", "dev"):
        subprocess.run(["mount", "--rbind", f"/{name}", str(root / name)], check=True)
    python = Path("/usr/local/bin/python")
    if not python.exists():
        (root / python.relative_to("/")).symlink_to(system_python())
    return root


def system_python() -> str:
    """A Python that every user can run, as the base image's is."""
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        for folder in ("/usr/local/bin", "/usr/bin"):
            if Path(folder, name).exists():
                return f"{folder}/{name}"
    sys.exit("This machine has no Python 3.11 or newer outside a home folder.")


def context(target: Path) -> Path:
    """The build context: the checkout's tracked files but for what .dockerignore names."""
    ignored = [line for line in (TOP / ".dockerignore").read_text().split("\n") if line]
    git = ["git", "-c", f"safe.directory={TOP}", "ls-files", "-z"]
    listed = subprocess.run(git, cwd=TOP, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if not any(is_ignored(name, pattern) for pattern in ignored) and (TOP / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TOP / name, target / name)
    return target


def is_ignored(name: str, pattern: str) -> bool:
    parts = [name, *(str(parent) for parent in Path(name).parents)]
    if pattern.startswith("**/"):
        return any(fnmatch.fnmatch(Path(part).name, pattern[3:]) for part in parts)
    return any(fnmatch.fnmatch(part, pattern) for part in parts)


def copy(stage: Stage, argument: str, stages: dict[str, Stage], sent: Path) -> None:
    words = shlex.split(argument)
    source_root = sent
    if words[0].startswith("--from="):
        source_root = stages[words.pop(0).removeprefix("--from=")].root
    *sources, target = words
    destination = stage.inside(target)
    for source in sources:
        found = source_root / source.lstrip("/")
        if found.is_dir():
            shutil.copytree(found, destination, symlinks=True, dirs_exist_ok=True)
        else:
            into = destination / found.name if target.endswith("/") else destination
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(found, into)


def build(place: Path) -> Stage:
    """All stages of the Dockerfile, step by step; the last one is the image."""
    sent = context(place / "context")
    passed = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
    stages: dict[str, Stage] = {}
    for number, (name, argument) in enumerate(instructions((TOP / "Dockerfile").read_text())):
        print(f"-- {name} {argument[:150]}", flush=True)
        if name == "FROM":
            stage = Stage(file_system(place / f"stage-{number}"))
            stages[argument.split(" AS ")[1] if " AS " in argument else str(number)] = stage
        elif name == "ENV":
            known = string.Template(argument).safe_substitute(stage.environment)
            stage.environment |= dict(word.split("=", 1) for word in shlex.split(known))
        elif name == "WORKDIR":
            stage.folder = argument
            stage.inside(".").mkdir(parents=True, exist_ok=True)
        elif name == "COPY":
            copy(stage, argument, stages, sent)
        elif name == "RUN":
            stage.run(["/bin/sh", "-c", argument], passed)
        elif name == "USER":
            stage.user = argument
        elif name == "CMD":
            stage.command = json.loads(argument)
        elif name == "HEALTHCHECK":
            stage.check = json.loads(argument.split("CMD", 1)[1])
        elif name not in {"VOLUME", "EXPOSE"}:
            sys.exit(f"This script does not know the Dockerfile's {name}.")
    return stage


def serve(image: Stage, database: str, socket: str, port: int) -> None:
    """Runs what compose.yaml runs, and asks the web for what it must have: readiness, admin, styles."""
    services = yaml.safe_load((TOP / "compose.yaml").read_text())["services"]
    inside = image.root / "run" / "database"
    inside.mkdir()
    subprocess.run(["mount", "--bind", socket, str(inside)], check=True)
    environment = {
        "DATABASE_URL": f"{database}?host=/run/database",
        "SECRET_KEY": "only-for-this-check-" + "0123456789" * 5,
        "FILE_SIGNING_KEY": "only-for-this-check",
        "ALLOWED_HOSTS": "cms.example.org",
        "PUBLIC_URL": "https://cms.example.org",
        "BEHIND_PROXY": "1",
        "PORT": str(port),
        "HOME": "/app",
    }
    image.run(services["migrate"]["command"], environment)
    started = {
        "web": image.start(image.command, environment),
        "worker": image.start(services["worker"]["command"], environment),
    }
    try:
        ask(port, "/health/ready", SERVE_SECONDS)
        page = ask(port, "/admin/login/")
        style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)
        if style is None:
            sys.exit("The admin's page names no style with a hash: were static files collected?")
        ask(port, style[1])
        image.run(image.check, environment)
        time.sleep(2)
        for name, process in started.items():
            if process.poll() is not None:
                sys.exit(f"The {name} has ended.")
            if Path(f"/proc/{process.pid}").stat().st_uid == 0:
                sys.exit(f"The {name} runs as root.")
    finally:
        for process in started.values():
            process.terminate()
        for process in started.values():
            process.wait()


def ask(port: int, path: str, patience: float = 0) -> str:
    """The answer to a request such as a proxy sends; tries again until `patience` seconds are over."""
    headers = {"Host": "cms.example.org", "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + patience
    while True:
        try:
            with opener.open(request, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError as error:
            if time.monotonic() > until:
                sys.exit(f"{path}: {error}")
            time.sleep(0.2)


def main() -> None:
    if os.environ.get("DATELINE_IN_NAMESPACE") != "1":
        # Mounts and processes of its own: all of them are gone when this process is, however it ends.
        own = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        arguments = [*own, sys.executable, __file__, *sys.argv[1:]]
        os.execvpe(own[0], arguments, {**os.environ, "DATELINE_IN_NAMESPACE": "1"})
    database, socket, port = sys.argv[1:]
    place = Path("/mnt")
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(place)], check=True)
    serve(build(place), database, socket, int(port))
    print("The Dockerfile's steps build an image that serves.")


if __name__ == "__main__":
    main()
