import type { Finding, Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { parseHaproxyAddress } from '../meaning/parse-address.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isLocalOnly } from './reachability.ts';
import type { HaproxySubject } from './subject.ts';

export const openAdminSocket: Rule<HaproxySubject> = {
  code: 'haproxy/open-admin-socket',
  severity: 'error',
  title: 'Anybody may command this HAProxy',
  why: 'A stats socket of level admin takes servers out, changes their addresses, replaces certificates and ends sessions, and asks nobody for a password. On a TCP port or with mode 666 everybody who reaches it can.',
  source: 'configuration manual, 3.1 "stats socket"; management guide, 9.3',
  find: ({ haproxy }) =>
    haproxy.globals.flatMap(({ byKeyword }) => (byKeyword.get('stats') ?? []).flatMap(findIn)),
};

function findIn(statement: Statement): Finding[] {
  const [kind, text = '', ...options] = statement.args;
  if (kind !== 'socket' || statement.isConditional || valueOf(options, 'level') !== 'admin') return [];
  const address = parseHaproxyAddress(text);
  const at = spanOf(statement, 2, 2);
  if (address.kind === 'unix') {
    const mode = valueOf(options, 'mode') ?? '';
    // The last digit is for others; writing to the socket is commanding.
    if (!/^[0-7]*[2367]$/.test(mode)) return [];
    const index = options.indexOf('mode') + 3;
    return [
      {
        at: spanOf(statement, index, index + 1),
        message: `Mode ${mode} lets every user of this machine write to ${address.address}, and level admin lets every writer command HAProxy.`,
        remedy: 'write `mode 660` with a `group` of those who may, or `mode 600`.',
        fix: [{ span: spanOf(statement, index + 1, index + 1), text: '660' }],
      },
    ];
  }
  if (address.kind !== 'ip' && address.kind !== 'any') return [];
  const isLocal = isLocalOnly(address);
  const who = isLocal ? 'Every user of this machine' : 'Whoever reaches it';
  return [
    {
      at,
      ...(isLocal && { severity: 'warning' as const }),
      message: `${who} can command HAProxy at ${text}: a socket of level admin on a TCP port asks for no password.`,
      remedy:
        'use a socket in the file system (`stats socket /run/haproxy/admin.sock mode 660 level admin`), or level user.',
    },
  ];
}

function valueOf(options: readonly string[], name: string): string | undefined {
  const index = options.indexOf(name);
  return index === -1 ? undefined : options[index + 1];
}
