#!/bin/sh
# Puts promtool, which judges alert rules and metrics, into a folder: out of the distribution's package of Prometheus, which is
# not installed (330 MB with what it needs, and a service). Usage: sh tools/install-promtool.sh FOLDER
set -eu
[ "$#" = 1 ] || { echo "usage: install-promtool.sh FOLDER" >&2; exit 2; }
into=$(cd "$1" && pwd)

if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-deb >/dev/null 2>&1; then
  printf '%s\n' "Missing: promtool, which the tests of the alert rules need." \
    "Fix: install Prometheus' promtool with your system's package manager, and put it into PATH." >&2
  exit 3
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "Missing on this machine: promtool. Fetching the distribution's package of Prometheus (19 MB) and taking it out of it." >&2
cd "$folder"
fetch() { apt-get -qq -o APT::Sandbox::User="$(id -un)" download prometheus; }
if ! fetch 2>why; then
  # The package lists may be old, or not there yet.
  [ "$(id -u)" = 0 ] && apt-get -o DPkg::Lock::Timeout=300 -qq update && fetch || {
    cat why >&2
    echo "Fix: run \`apt-get update\` as root, then this again; or put promtool into PATH." >&2
    exit 3
  }
fi
dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x -O ./usr/bin/promtool >promtool
chmod 0755 promtool
mv promtool "$into/promtool"
