#!/bin/sh
# Brings the checkout's .venv to what a lock file says: install.sh run|dev
# Needs nothing but a Python of at least 3.11 (with its venv module). Does nothing where nothing changed.
set -eu
cd "$(dirname "$0")/../.."
kind=$1
venv=.venv
stamp=$venv/installed

enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if [ -x $venv/bin/python ] && ! enough $venv/bin/python; then
    echo "The Python of .venv is gone or too old: remove the folder .venv and run this again." >&2
    exit 1
fi
if [ ! -x $venv/bin/python ]; then
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if enough "$python"; then found=$python; break; fi
    done
    if [ -z "${found:-}" ]; then
        has=$(python3 --version 2>/dev/null) || true
        echo "Dateline needs Python 3.11 or newer; found ${has:-none}. Install one, or name it: PYTHON=/path/to/python3.12" >&2
        exit 1
    fi
    if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "This Python cannot make virtual environments: install its venv module (Debian: apt-get install python3-venv)." >&2
        exit 1
    fi
    echo "Making .venv with $("$found" --version)"
    "$found" -m venv $venv || { echo "The folder .venv cannot be made here." >&2; exit 1; }
fi

# What was installed for development is enough to run, and must not be taken away by `make run`.
[ "$kind" = run ] && [ -f $stamp ] && read -r before _ <$stamp && [ "$before" = dev ] && kind=dev
lock=requirements.lock
[ "$kind" = dev ] && lock=requirements-dev.lock
wanted="$kind $(cksum <$lock)"
[ -f $stamp ] && [ "$(cat $stamp)" = "$wanted" ] && exit 0

if [ ! -x $venv/bin/uv ]; then
    # The version stands in the Dockerfile and in docs/operating.md too; a test holds them together.
    echo "Bringing uv into .venv"
    # A first run that was cut off may have left a .venv without pip.
    $venv/bin/python -m pip --version >/dev/null 2>&1 || $venv/bin/python -m ensurepip >/dev/null
    $venv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
fi
echo "Installing the packages of $lock"
# uv itself is in no lock file: keep it, and pip, beside what the lock says.
$venv/bin/uv pip sync --python $venv/bin/python --quiet $lock
echo "$wanted" >$stamp
