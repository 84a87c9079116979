#!/bin/sh
# The first look: a site comes up on this machine, is broken in every way there is a drill for, and stays up.
# Usage: sh tools/lab.sh SPEC. The exit code is the drills'.
set -eu
spec=$1

bin/holdfast lab up -f "$spec"
bin/holdfast status --lab -f "$spec"
code=0
bin/holdfast drill run all --lab -f "$spec" --runs 1 || code=$?
cat <<END

The lab is still up. Try next:
  bin/holdfast lab exec -f $spec client -- curl -s http://10.77.0.100/    a request through the VIP
  bin/holdfast status --lab -f $spec                                      who holds the VIP, what runs where
  bin/holdfast drill run haproxy-crash --lab -f $spec                     one failure, five times
  bin/holdfast lab down -f $spec                                          the end of it; nothing is left behind
END
exit "$code"
