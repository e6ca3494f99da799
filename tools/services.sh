#!/usr/bin/env bash
# The real parts that tests run against: PostgreSQL, Redis, a browser, a Chinese font. Root gets what is missing by apt;
# others have PostgreSQL and Redis from the locked set and need a Chromium. Nothing is left out for want of a part.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh

chromium=/usr/bin/chromium
lacking=()
[ -x /usr/lib/postgresql/15/bin/initdb ] || lacking+=(postgresql-15)
[ -x /usr/bin/redis-server ] || lacking+=(redis-server)
[ -x $chromium ] || lacking+=(chromium)
[ -x /usr/sbin/nginx ] || lacking+=(nginx-light)
[ -d /usr/share/fonts/opentype/noto ] || lacking+=(fonts-noto-cjk)
[ ${#lacking[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
  [ -x $chromium ] || missing "A browser for the tests" "apt-get install chromium fonts-noto-cjk"
  [ -x /usr/sbin/nginx ] || missing "nginx, for the tests," "apt-get install nginx-light"
  exit 0
fi

policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  # the tests start their own: Debian's way to say that none is to be started at its installation
  printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy
  trap 'rm -f $policy' EXIT
fi
echo "Installing ${lacking[*]} ..."
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends "${lacking[@]}"; } >"$log" 2>&1 \
  || { tail -n 20 "$log" >&2; missing "${lacking[*]}" "apt-get install ${lacking[*]}"; }
rm -f "$log"
