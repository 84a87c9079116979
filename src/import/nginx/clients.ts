import type { Directive } from '../../engines/nginx/grammar/source.ts';
import type { Scope } from '../../engines/nginx/meaning/scope.ts';
import type { ServiceInput } from '../draft.ts';
import type { Front } from './fronts.ts';
import { note, type Reading, textOf } from './reading.ts';

interface Clients {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly rules: readonly Directive[];
}

/** `allow` and `deny` that stand for all of a front's one server; others stay to be told. */
export function clientsOf(reading: Reading, { servers }: Front): Pick<ServiceInput, 'allow' | 'deny'> {
  const [server] = servers;
  const clients = server === undefined || servers.length > 1 ? undefined : clientsIn(server);
  if (clients === undefined) return {};
  const { allow, deny, rules } = clients;
  for (const rule of rules) reading.taken.add(rule);
  return {
    ...(allow.length === 0 ? {} : { allow: [...allow] }),
    ...(deny.length === 0 ? {} : { deny: [...deny] }),
  };
}

/** Those of a location, as raw lines of its pool. */
export function clientLines(reading: Reading, location: Scope): string[] {
  const { allow, deny, rules } = clientsIn(location) ?? { allow: [], deny: [], rules: [] };
  for (const rule of rules) {
    reading.taken.add(rule);
    note(reading, 'import/kept-raw', rule, `"${textOf(rule)}" stays in a raw line of the pool.`);
  }
  return [
    ...(deny.length === 0 ? [] : [`http-request deny if { src ${deny.join(' ')} }`]),
    ...(allow.length === 0 ? [] : [`http-request deny if !{ src ${allow.join(' ')} }`]),
  ];
}

/** In the order that needs no order: first who may not, then who may, then nobody else. */
function clientsIn({ directives }: Scope): Clients | undefined {
  const rules = directives.filter(({ name }) => name === 'allow' || name === 'deny');
  const end = rules.at(-1);
  const isClosed = end?.name === 'deny' && end.args[0] === 'all';
  const isOpen = end?.name === 'allow' && end.args[0] === 'all';
  const said = isClosed || isOpen ? rules.slice(0, -1) : rules;
  const networks = (name: string) =>
    said.filter((rule) => rule.name === name).map(({ args }) => args[0] ?? '');
  const allow = networks('allow');
  const deny = networks('deny');
  const isOrdered = said.every(({ name }, index) => name === (index < deny.length ? 'deny' : 'allow'));
  const isPlain = [...allow, ...deny].every((text) => /^[0-9a-fA-F:.]+(\/\d+)?$/.test(text));
  return isOrdered && isPlain && isClosed === allow.length > 0 ? { allow, deny, rules } : undefined;
}
