import { readdirSync, readFileSync, statSync } from 'node:fs';
import { findStrangers } from '../../foundation/strangers.ts';
import type { HostFacts, HostNeeds } from '../../lint/host/host-facts.ts';

/** What the running foundation may, and who else listens where the site serves. */
export function lookAtFoundation(
  listeners: HostNeeds['listeners'],
): Pick<HostFacts, 'openFiles' | 'takenPorts'> {
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isFoundation(name));
  return { openFiles: openFilesOf(pid), takenPorts: takenPorts(pid, listeners) };
}

function isFoundation(pid: string): boolean {
  const words = read(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
  return words.some((word) => word.endsWith('/foundation.mjs')) && words.includes('--run-dir');
}

function openFilesOf(pid: string | undefined): HostFacts['openFiles'] {
  if (pid === undefined) return { why: 'no foundation runs' };
  const limit = /^Max open files\s+\S+\s+(\d+)/m.exec(read(`/proc/${pid}/limits`) ?? '')?.[1];
  return limit === undefined
    ? { why: 'the limits of the foundation cannot be read' }
    : { fact: Number(limit) };
}

/** A socket of ours is open in the foundation, too. */
function takenPorts(pid: string | undefined, listeners: HostNeeds['listeners']): HostFacts['takenPorts'] {
  const ours = pid === undefined ? new Set<number>() : socketsOf(pid);
  if (ours === undefined) return { why: 'only root sees which sockets are those of the foundation' };
  const strangers = (['tcp', 'udp'] as const).flatMap((protocol) => {
    const tables = [`/proc/net/${protocol}`, `/proc/net/${protocol}6`].map((file) => read(file) ?? '');
    const wanted = listeners.filter((listener) => listener.protocol === protocol);
    return findStrangers(tables, protocol, wanted, ours);
  });
  return { fact: strangers.map(({ address, port }) => ({ address, port })) };
}

function socketsOf(pid: string): Set<number> | undefined {
  try {
    const folder = `/proc/${pid}/fd`;
    return new Set(
      readdirSync(folder).flatMap((fd) => statSync(`${folder}/${fd}`, { throwIfNoEntry: false })?.ino ?? []),
    );
  } catch {
    return undefined;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
