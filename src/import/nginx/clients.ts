import type { ServiceInput } from '../draft.ts';
import type { Front } from './fronts.ts';
import type { Reading } from './reading.ts';

/**
 * `allow` and `deny` that stand for all of a front's one server, in an order that a spec can say: first who may not,
 * then who may, then nobody else. Others stay to be told.
 */
export function clientsOf(reading: Reading, { servers }: Front): Pick<ServiceInput, 'allow' | 'deny'> {
  const [server] = servers;
  if (server === undefined || servers.length > 1) return {};
  const rules = server.directives.filter(({ name }) => name === 'allow' || name === 'deny');
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
  if (!isOrdered || !isPlain || isClosed !== allow.length > 0) return {};
  for (const rule of rules) reading.taken.add(rule);
  return { ...(allow.length === 0 ? {} : { allow }), ...(deny.length === 0 ? {} : { deny }) };
}
