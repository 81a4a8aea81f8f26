#!/bin/sh
# Fetches SecantusDB's Rust server, the separate server process the test suite runs against.
#
# SecantusDB is GPL-2.0. Meerkat starts its server as a process of its own, in tests only: it is never linked,
# never a dependency, never redistributed. That is why it is fetched here, into a git-ignored folder, and is not
# part of any build file.
#
# Usage: scripts/fetch-server.sh [PROJECT]    does nothing when the server is already there
#        PROJECT: the checkout to put it into; by default the one this script lies in
# Needs: python3 (CPython 3.10 to 3.13) with pip, on Linux x86_64 or aarch64.
set -eu

version=0.6.0b17
root=$(CDPATH='' cd -- "${1:-$(dirname -- "$0")/..}" && pwd)
target="$root/.meerkat/secantusdb"
binary="$target/secantusdb.scripts/secantusd-rs"
stamp="$target/.version"

if [ -x "$binary" ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$version" ]; then
    exit 0
fi

# Installed beside the target and moved in one step: an interrupted run leaves nothing half done behind.
mkdir -p "$root/.meerkat"
staging=$(mktemp -d "$root/.meerkat/fetch.XXXXXX")
trap 'rm -rf "$staging"' EXIT INT TERM

if ! python3 -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
    --target "$staging/server" "SecantusDB==$version" >"$staging/log" 2>&1; then
    cat "$staging/log" >&2
    echo "fetch-server: pip could not install SecantusDB==$version (needs CPython 3.10 to 3.13 on Linux)" >&2
    exit 1
fi

chmod +x "$staging/server/secantusdb.scripts/secantusd-rs"
printf '%s\n' "$version" >"$staging/server/.version"
rm -rf "$target"
mv "$staging/server" "$target"
echo "fetch-server: $binary"
