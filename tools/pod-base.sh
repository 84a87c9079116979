#!/bin/sh
# Makes the base of the image that the tests of containers build: a small Debian with the engines, as a tar that
# `docker import` and `podman import` take. No registry is asked. Usage (as root): sh tools/pod-base.sh FILE
set -eu
[ "$#" = 1 ] || { echo "usage: pod-base.sh FILE" >&2; exit 2; }
file=$1
suite=${SUITE:-bookworm}
# From where this machine has its own packages; elsewhere debootstrap knows where.
mirror=${MIRROR:-$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' | sed -n "s/^$suite //p" | head -n 1)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
debootstrap --variant=minbase --include=nginx-light,libnginx-mod-stream,haproxy,keepalived,iproute2,tini,procps "$suite" "$work/root" ${mirror:+"$mirror"} >&2
mkdir -p "$(dirname "$file")"
tar -C "$work/root" --exclude='./var/cache/apt/archives/*.deb' --exclude='./var/lib/apt/lists/*' \
  --exclude='./usr/share/doc/*' --exclude='./usr/share/locale/*' --exclude='./usr/share/man/*' -cf "$file.new" .
mv "$file.new" "$file"
