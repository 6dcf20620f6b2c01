#!/bin/sh
# Install Goldenthread from the files beside this one, without a network: sh install.sh [DIR]
# DIR is where its programs are to lie, by default /opt/goldenthread; PYTHON names another Python 3.11.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-/opt/goldenthread}
python=${PYTHON:-python3.11}

(cd "$here" && sha256sum --quiet --check SHA256SUMS) || {
  echo "A file is not the one that was packed. Copy the archive again; nothing was installed." >&2
  exit 1
}
if [ -e "$to" ]; then
  echo "$to is there already, and is not overwritten. Name another place." >&2
  exit 1
fi
"$python" -m venv "$to" || {
  echo "Python 3.11 with venv is needed: apt-get install python3-venv, or name another with PYTHON=…" >&2
  exit 1
}
"$to/bin/python" -m pip --isolated install --quiet --disable-pip-version-check --no-index \
  --find-links "$here/wheels" --require-hashes --requirement "$here/requirements.txt"
echo "$to/bin/goldenthread"
