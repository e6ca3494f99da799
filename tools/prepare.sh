#!/usr/bin/env bash
# tools/prepare.sh run|check|test|bench: brings the checkout to where that command can run. What is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

# two commands started together would install into the same folders
exec 9>.prepare.lock
if command -v flock >/dev/null; then
  flock -n 9 || { echo "Another command is preparing this folder; waiting for it."; flock 9; }
fi

libraries() {
  step .venv/stamp "Installing the Python libraries ..." requirements.txt -- install .venv requirements.txt
}

checkers() {
  step .venv/stamp-dev "Installing what checks and tests need ..." requirements-dev.txt -- install .venv requirements-dev.txt
}

assets() {
  [ -f package.json ] || return 0
  step node_modules/stamp "Installing what the assets are built with ..." package.json package-lock.json .npmrc \
    -- tools/node.sh npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --silent
  step static/built/stamp "Building the assets ..." package-lock.json tools/*.mjs static/css static/js static/img \
    -- tools/node.sh npm run --silent build
}

peer() {
  step bench/node/node_modules/stamp "Installing the peer that the wire is measured against ..." bench/node/package-lock.json \
    -- tools/node.sh npm ci --prefix bench/node --ignore-scripts --no-audit --no-fund --loglevel=error --silent
}

translations() {
  [ -d roundtable/translations/zh ] || return 0
  step roundtable/translations/zh_Hans_CN/stamp "Compiling the translations ..." \
    tools/compile_translations.py roundtable/translations/zh -- .venv/bin/python tools/compile_translations.py
}

# one after the other and never joined by &&, which would let a step that failed count as done
find_python
libraries
case ${1:-run} in
  run) assets; translations ;;
  check) checkers; assets ;;
  test) checkers; assets; translations; tools/services.sh ;;
  bench) assets; translations; peer ;;
esac
