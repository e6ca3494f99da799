#!/usr/bin/env bash
# tools/node.sh COMMAND...: runs it with Node on the PATH: the machine's, if it is 20 or newer and has npm; else one that
# comes as a Python wheel, in an environment of its own, since it is wanted for building only.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

if ! { command -v npm && node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)'; } >/dev/null 2>&1; then
  find_python
  step .node-venv/stamp "Installing Node for the assets ..." requirements-build.txt -- install .node-venv requirements-build.txt
  PATH=$PWD/.node-venv/bin:$PATH
fi
exec "$@"
