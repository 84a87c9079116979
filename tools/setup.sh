#!/bin/sh
# Makes this checkout ready: the engines and tools of the distribution, the npm packages, the bundled daemons.
# Usage: sh tools/setup.sh [test|endurance|bench]. Installs only what is missing. Exit code 3: something that you must do first.
set -eu
cd "$(dirname -- "$0")/.."
home=$(pwd)
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH

say() { printf '%s\n' "$@" >&2; } # one line an argument
stop() {
  say "$@"
  exit 3
}
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 2.6 2.10.1: is the second version the first or newer?
at_least() { [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# --- the distribution's packages ---

missing=
need() { # PROGRAM PACKAGE
  have "$1" || add_missing "$2"
}

add_missing() { # PACKAGE
  case " $missing " in *" $1 "*) ;; *) missing="$missing $1" ;; esac
}

install_missing() {
  missing=${missing# }
  [ -n "$missing" ] || return 0
  have apt-get ||
    stop "Missing: $missing. Only Debian and Ubuntu are installed for you." \
      "Fix: install these packages with your system's package manager, then run \`make setup\` again."
  command="sh $home/tools/install-packages.sh $missing"
  say "Missing on this machine: $missing."
  how="Installing from the distribution, with the services they bring left switched off:"
  # shellcheck disable=SC2086 # package names are our own words
  if [ "$(id -u)" = 0 ]; then
    say "$how" "  $command"
    sh tools/install-packages.sh $missing || failed=yes
  elif have sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    say "$how" "  sudo $command"
    sudo sh tools/install-packages.sh $missing || failed=yes
  else
    stop "This needs root, and sudo is not available here." \
      "Fix: run this as root, then \`make setup\` again:" "  $command"
  fi
  [ -z "${failed:-}" ] || stop "The packages could not be installed; the reason stands above." \
    "Fix: mend that, or run by hand, as root:" "  $command"
}

check_version() { # NAME FOUND NEEDED
  at_least "$3" "${2:-0}" ||
    stop "$1 is ${2:-of an unknown version}; Holdfast needs $3 or newer." \
      "Fix: use Debian 12 or Ubuntu 24.04 or newer, or install a newer $1 and put it first in PATH."
}

need haproxy haproxy
need keepalived keepalived
need nginx nginx-light
# Debian and Ubuntu build what forwards bytes and datagrams as a module of its own; other builds have it inside.
if ! have nginx || nginx -V 2>&1 | grep -q -- '--with-stream=dynamic'; then
  [ -e /usr/share/nginx/modules-available/mod-stream.conf ] || add_missing libnginx-mod-stream
fi
need ip iproute2
need unshare util-linux
need nsenter util-linux
need curl curl
need ps procps
need openssl openssl
if [ "${1:-}" = test ]; then
  need chromium chromium
  need tmux tmux
fi
if [ "${1:-}" = endurance ]; then
  need lintian lintian
  need systemd-analyze systemd
  need setpriv util-linux
fi
if [ "${1:-}" = bench ]; then
  need wrk wrk
  need pgrep procps
fi
if [ "${1:-}" = endurance ]; then
  need dockerd docker.io
  need docker-compose docker-compose
  need podman podman
  need runc runc
  need conmon conmon
  need debootstrap debootstrap
  need setpriv util-linux
  need pkill procps
fi
install_missing
check_version haproxy "$(haproxy -v | sed -n 's/^HA-\{0,1\}Proxy version \([0-9.]*[0-9]\).*/\1/p')" 2.6
check_version keepalived "$(keepalived --version 2>&1 | sed -n 's/^Keepalived v\([0-9.]*[0-9]\).*/\1/p')" 2.2

# --- the npm packages ---

stamp=node_modules/.holdfast-setup
lock=$(cksum <package-lock.json)

install_npm_packages() {
  have node && have npm ||
    stop "Node.js and npm are needed to install the npm packages; Holdfast then runs its own, pinned Node." \
      "Fix: install any Node from 18 on, on Debian or Ubuntu: apt-get install nodejs npm"
  node=$(node --version)
  node=${node#v}
  at_least 18 "$node" ||
    stop "Node $node is too old to install the npm packages." "Fix: install Node 18 or newer, and put it first in PATH."
  say "Installing the npm packages."
  rm -f "$stamp"
  npm ci --ignore-scripts --loglevel=error >&2 ||
    stop "npm could not install the packages; its own words stand above." \
      "Fix: check the network and npm's registry setting (npm config get registry), then run \`make setup\` again."
}

if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$lock" ]; then
  install_npm_packages
fi

# An npm of the distribution (Debian 12: 9.2 on Node 18) leaves out optional packages whose engines want a newer Node, and
# does not link the pinned Node. So: link it, and let a current npm, run by the pinned Node, add what is missing.
link_pinned_node() {
  for folder in node_modules/node-linux-*; do
    [ -x "$folder/bin/node" ] || continue
    [ -e node_modules/.bin/node ] || ln -s "../${folder#node_modules/}/bin/node" node_modules/.bin/node
  done
}

complete_npm_packages() {
  if node_modules/.bin/oxlint --version >/dev/null 2>&1; then return 0; fi
  say "This npm left packages out; completing them with npm $newer_npm."
  folder=$(mktemp -d)
  npm install --prefix "$folder" --no-save --ignore-scripts --loglevel=error "npm@$newer_npm" >&2 &&
    node_modules/.bin/node "$folder/node_modules/npm/bin/npm-cli.js" install --no-save --ignore-scripts --loglevel=error >&2 ||
    say "They could not be completed; only \`make check\` needs them."
  rm -rf "$folder"
}
newer_npm=11.6.2

pinned=node_modules/.bin/node
link_pinned_node
"$pinned" --version >/dev/null 2>&1 ||
  stop "The pinned Node does not run here: it needs Linux with glibc on x64 or arm64." \
    "Fix: use such a machine. (Was npm told to leave out optional packages? npm config get omit)"
[ -f "$stamp" ] || PATH=$home/node_modules/.bin:$PATH complete_npm_packages
printf '%s\n' "$lock" >"$stamp"

# --- what the tests alone need ---

if [ "${1:-}" = test ] && [ ! -x node_modules/.bin/promtool ] && ! have promtool; then
  sh tools/install-promtool.sh node_modules/.bin
fi

# The base of the image that the tests of containers build; made once.
pod_base=node_modules/.cache/holdfast/pod-base.tar
# One that an earlier checkout made may lack what the image needs now.
if [ "${1:-}" = endurance ] && [ -e "$pod_base" ] && ! tar -tf "$pod_base" | grep -q mod-stream.conf; then
  rm -f "$pod_base"
fi
if [ "${1:-}" = endurance ] && [ ! -e "$pod_base" ]; then
  if [ "$(id -u)" = 0 ]; then
    say "Making a small Debian for the tests of containers (some minutes)."
    sh tools/pod-base.sh "$pod_base" || stop "debootstrap failed; its own words stand above." "Fix: mend that, then run this again."
  else
    stop "The tests of containers need root, to run dockerd and podman in namespaces of their own." \
      "Fix: sudo make endurance"
  fi
fi

# --- the bundled daemons ---

[ ! -f tools/build.ts ] || "$pinned" tools/build.ts
