import type { Finding, Rule } from '../../../base/rule.ts';
import type { HaproxyMeaning, Proxy } from '../meaning/meaning.ts';
import { statementsOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const unknownServer: Rule<HaproxySubject> = {
  code: 'haproxy/unknown-server',
  severity: 'error',
  title: 'A server is named that does not exist',
  why: 'HAProxy refuses the file: a restart does not come up again, and a reload keeps the old configuration.',
  source:
    'measured: haproxy 2.6 -c answers "unable to find server … referenced in a \'use-server\' rule", "unable to find required proxy … for tracking"',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    const names = serverNames(haproxy);
    return haproxy.proxies.flatMap((proxy) => [
      ...usedServers(proxy, names),
      ...trackedServers(proxy, names),
    ]);
  },
};

/** By proxy; undefined as a value = a server-template makes names that are not listed here. */
type ServerNames = ReadonlyMap<string, ReadonlySet<string> | undefined>;

function serverNames({ proxies }: HaproxyMeaning): ServerNames {
  return new Map(
    proxies
      .filter(({ kind }) => kind !== 'frontend')
      .map(({ name, servers }) => [
        name,
        servers.some(({ statement }) => statement.keyword !== 'server')
          ? undefined
          : new Set(servers.map((server) => server.name)),
      ]),
  );
}

function usedServers(proxy: Proxy, names: ServerNames): Finding[] {
  const own = names.get(proxy.name);
  if (proxy.kind === 'frontend' || own === undefined) return [];
  return statementsOf(proxy, 'use-server').flatMap((statement): Finding[] => {
    const word = statement.words[1];
    // `%[…]` computes the name at run time.
    if (word === undefined || word.hasVariable || word.value.includes('%') || own.has(word.value)) return [];
    return [
      {
        at: spanOf(statement, 1, 1),
        message: `${proxy.kind} ${proxy.name} has no server ${word.value}: HAProxy refuses the file.`,
        remedy: 'name a server of this backend, or delete the rule.',
      },
    ];
  });
}

function trackedServers(proxy: Proxy, names: ServerNames): Finding[] {
  return proxy.servers.flatMap(({ name, options }): Finding[] => {
    const option = options.get('track');
    const parts = option?.values[0]?.split('/') ?? [];
    const [backend, server] = parts.length === 2 ? parts : [proxy.name, parts[0]];
    if (option === undefined || backend === undefined || server === undefined || server === '') return [];
    if (option.statement.words[option.index + 1]?.hasVariable) return [];
    if (names.has(backend) && (names.get(backend)?.has(server) ?? true)) return [];
    return [
      {
        at: spanOf(option.statement, option.index + 1, option.index + 1),
        message: `Server ${name} tracks ${backend}/${server}, which does not exist: HAProxy refuses the file.`,
        remedy: 'write track BACKEND/SERVER of a server that has a check.',
      },
    ];
  });
}
