# What the commands in tools/ share. To be sourced by bash, with the checkout as the working folder.

missing() { # missing WHAT COMMAND: names what the machine lacks and what brings it, and ends
  printf '%s is missing on this machine. This brings it:\n  %s\n' "$1" "$2" >&2
  exit 1
}

find_python() { # sets $python to a Python 3.11 that can make environments: the locked sets are resolved for 3.11
  for python in python3.11 python3; do
    "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && break
    python=
  done
  [ -n "$python" ] || missing "Python 3.11" "apt-get install python3.11 python3.11-venv"
  "$python" -c 'import ensurepip, venv' 2>/dev/null || missing "Python's venv" "apt-get install python3.11-venv"
}

fingerprint() { # of the files and folders named, of the Python and of where the checkout stands: environments cannot move
  { "$python" -V && pwd && find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum; } | sha256sum
}

# step STAMP WORDS FILES... -- COMMAND...: runs COMMAND unless STAMP says that it was done from these very files. The stamp
# stands inside what is made and is written last: what was interrupted or thrown away is made again.
step() {
  local stamp=$1 words=$2 files=() print
  shift 2
  while [ "$1" != -- ]; do files+=("$1"); shift; done
  shift
  print=$(fingerprint "${files[@]}")
  if [ "$(cat "$stamp" 2>/dev/null || true)" != "$print" ]; then
    rm -f "$stamp"
    echo "$words"
    "$@"
    echo "$print" >"$stamp"
  fi
}

install() { # install ENVIRONMENT FILE: the locked set, by hash; never builds anything from source
  if ! "$1/bin/python" -m pip --version >/dev/null 2>&1; then
    rm -rf "$1"
    "$python" -m venv "$1"
  fi
  "$1/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes --only-binary :all: -r "$2"
}
