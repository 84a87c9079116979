import { Fault } from '../../base/fault.ts';

export function needsRoot(): Fault {
  return new Fault(
    'host/adopt-needs-root',
    'Only root sees all files and units of this host, and may change who serves.',
    'run it with sudo; `sudo holdfast adopt --dry-run` touches nothing',
  );
}

export function busy(): Fault {
  return new Fault(
    'host/adopt-busy',
    'Another holdfast adopt is at work on this host.',
    'wait for it; it ends by itself',
  );
}

export function nothingRuns(): Fault {
  return new Fault(
    'host/adopt-nothing-runs',
    'No haproxy.service, keepalived.service or nginx.service runs on this host: there is nothing to take over.',
    'start what serves, or set Holdfast up as on a bare host (docs/guides/hosts.md)',
  );
}

export function noRecord(): Fault {
  return new Fault(
    'host/adopt-no-record',
    'This host was not adopted, or has gone back already: nothing says what ran before.',
    'stop Holdfast by hand: systemctl disable --now holdfast holdfast-foundation@host; then start what you want',
  );
}
