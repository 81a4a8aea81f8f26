#!/bin/sh
# Fetches axe-core, the accessibility checks that the dashboard's browser test runs in the page. MPL-2.0; used in tests only.
#
# Usage: scripts/fetch-axe.sh    does nothing when it is already there
# Needs: npm.
set -eu

version=4.11.1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
target="$root/.meerkat/axe"

if [ -f "$target/axe.min.js" ] && [ "$(cat "$target/.version" 2>/dev/null || true)" = "$version" ]; then
    exit 0
fi

mkdir -p "$root/.meerkat"
staging=$(mktemp -d "$root/.meerkat/fetch.XXXXXX")
trap 'rm -rf "$staging"' EXIT INT TERM

if ! (cd "$staging" && npm pack --silent "axe-core@$version" >/dev/null && tar -xzf axe-core-*.tgz package/axe.min.js); then
    echo "fetch-axe: npm could not fetch axe-core@$version" >&2
    exit 1
fi
rm -rf "$target"
mkdir -p "$target"
mv "$staging/package/axe.min.js" "$target/axe.min.js"
printf '%s\n' "$version" >"$target/.version"
echo "fetch-axe: $target/axe.min.js"
