#!/bin/sh
# Install from an archive without a network and run the demo, in a place that is gone afterwards: sh try.sh ARCHIVE
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
# A space of its own without a network, where the kernel gives one; pip asks for none in any case.
alone=""
unshare --map-root-user --net true 2>/dev/null && alone="unshare --map-root-user --net"
[ -n "$alone" ] || echo "No network could not be enforced here; pip was told to use none." >&2

tar -xf "$1" -C "$place"
set -- "$place"/goldenthread-*-offline
$alone sh "$1/install.sh" "$place/installed" >/dev/null
unset PYTHONPATH
(cd "$place" && $alone installed/bin/goldenthread demo --to demo >demo.txt) || {
  cat "$place/demo.txt" >&2
  exit 1
}
echo "installed without a network, and the demo ran"
