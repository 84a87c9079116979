#!/bin/sh
# A node of the usual pair. Usage: sh node.sh boot|haproxy|reload|keepalived RUN_DIRECTORY
# Nobody restarts what dies: the pair has no supervisor.
set -u
R=$2
C=$R/release
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

start_haproxy() { haproxy -f "$C/haproxy.cfg" -D -p "$R/haproxy.pid" "$@" </dev/null >>"$R/log/haproxy.log" 2>&1; }

# -l -n: it tells its log to a file; there is no syslog in the lab. TMPDIR: its state dump has one fixed name.
start_keepalived() {
  rm -f "$R/keepalived.pid" "$R/vrrp.pid"
  TMPDIR=$R keepalived -n -l -D -f "$C/keepalived.conf" -p "$R/keepalived.pid" -r "$R/vrrp.pid" \
    </dev/null >>"$R/log/keepalived.log" 2>&1 &
}

case $1 in
  boot)
    # The lab sets these for a foundation; a plain machine has the kernel's defaults.
    for setting in ip_nonlocal_bind tcp_migrate_req; do
      [ ! -e "/proc/sys/net/ipv4/$setting" ] || echo 0 >"/proc/sys/net/ipv4/$setting"
    done
    start_haproxy
    start_keepalived
    while :; do wait; sleep 1; done
    ;;
  haproxy) start_haproxy ;;
  reload) start_haproxy -sf "$(cat "$R/haproxy.pid")" ;;
  keepalived) start_keepalived ;;
esac
