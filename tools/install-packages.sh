#!/bin/sh
# Installs distribution packages, as root, without letting the services they bring start.
# Usage: sh tools/install-packages.sh PACKAGE...
set -eu
[ "$#" -gt 0 ] || { echo "usage: install-packages.sh PACKAGE..." >&2; exit 2; }

units=
for package in "$@"; do
  case $package in
    haproxy | keepalived) units="$units $package.service" ;;
    nginx | nginx-light) units="$units nginx.service" ;;
    docker.io) units="$units docker.service docker.socket containerd.service" ;;
    podman) units="$units podman.service podman.socket podman-restart.service podman-auto-update.timer" ;;
  esac
done
policy=/usr/sbin/policy-rc.d
made_policy=

tidy() {
  # shellcheck disable=SC2086 # a list of our own words
  [ -z "$masked" ] || systemctl unmask --runtime --quiet $masked || true
  [ -z "$made_policy" ] || rm -f "$policy"
}
masked=
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Debian starts a service as soon as its package is there. Holdfast runs the engines itself: their services
# are masked while the packages are installed (this ends by itself at a reboot), then left switched off.
if [ -n "$units" ]; then
  if [ -d /run/systemd/system ]; then
    masked=$units
    # shellcheck disable=SC2086
    systemctl mask --runtime --quiet $units
  elif [ ! -e "$policy" ]; then
    made_policy=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 0755 "$policy"
  fi
fi

export DEBIAN_FRONTEND=noninteractive
lock=DPkg::Lock::Timeout=300
apt-get -o $lock -qq update || echo "The package lists could not be renewed; trying with those that are here." >&2
apt-get -o $lock -qq install -y --no-install-recommends "$@"

if [ -n "$masked" ]; then
  # shellcheck disable=SC2086
  systemctl unmask --runtime --quiet $masked || true
  masked=
  # shellcheck disable=SC2086
  systemctl disable --quiet $units || true
fi
