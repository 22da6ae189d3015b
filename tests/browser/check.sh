#!/bin/sh
# check.sh - look at the pages in a real browser
#
# usage: check.sh FOLDER
#
# The pages are made in FOLDER/pages, pictures of them go to FOLDER. What is missing is told and nothing is
# tested: node 18, Chromium (CHROMIUM names another one), the packages of package.json (npm ci in tests/browser).
# SLOW=2 allows twice the time. PAGES_ONLY=1 makes the pages and no more.

set -eu
here=$(cd "$(dirname "$0")" && pwd)

skip() {
	echo "the pages were not looked at in a browser: $*" >&2
	exit 0
}

command -v node >/dev/null || skip "node is missing"
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 18')" = true ] || skip "node is older than 18"
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || :)}
[ -x "$CHROMIUM" ] || skip "Chromium is missing"
(cd "$here" && node -e 'require("playwright-core"); require("axe-core")') 2>/dev/null ||
	skip "its packages are missing; this installs them: npm ci --prefix tests/browser"
command -v pdftotext >/dev/null || skip "pdftotext is missing"
command -v python3 >/dev/null || skip "python3 is missing"

mkdir -p "$1"
SHOTS=$(cd "$1" && pwd)
PAGES=$SHOTS/pages
export CHROMIUM SHOTS PAGES
rm -rf "$PAGES"
bash "$here/pages.sh" "$PAGES"
[ -z "${PAGES_ONLY:-}" ] || exit 0

# Node 18 knows no limit of time.
limit=
node --help | grep -q -e --test-timeout && limit=--test-timeout=1200000
# shellcheck disable=SC2086
node --test $limit --test-concurrency="${JOBS:-2}" "$here"/*.test.js
NODE_PATH=$here/node_modules "${BATS:-bats}" "$here"
