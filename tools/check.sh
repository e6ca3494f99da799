#!/usr/bin/env bash
# The gates, one after the other. Each says what it found; their rules stand in pyproject.toml, .importlinter and beside
# what they look at. Exit 1 if one found something.
set -euo pipefail
cd "$(dirname "$0")/.."

found=0

gate() { # gate NAME COMMAND...: quiet where there is nothing to mend
  local name=$1 said
  shift
  if said=$("$@" 2>&1); then
    echo "ok    $name"
  else
    printf '%s\nMEND  %s\n' "$said" "$name" >&2
    found=1
  fi
}

bin=.venv/bin
gate "format (ruff)" $bin/ruff format --check .
gate "lint (ruff)" $bin/ruff check .
gate "types (mypy)" $bin/mypy
gate "imports (import-linter)" $bin/lint-imports
gate "unused code (vulture)" $bin/python tools/find_unused.py
gate "declared libraries (deptry)" $bin/deptry .
gate "translations" $bin/python tools/compile_translations.py --check
[ ! -d templates ] || gate "templates (djlint)" $bin/djlint --check --lint templates
[ ! -f package.json ] || gate "styles and scripts (npm run lint)" tools/node.sh npm run --silent lint
exit $found
