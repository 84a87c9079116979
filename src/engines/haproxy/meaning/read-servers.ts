import type { Option, Section, Server, Statement } from './meaning.ts';
import { parseHaproxyAddress } from './parse-address.ts';
import { addServerOptions } from './read-options.ts';

/**
 * The servers of a proxy. `default-server` adds up: those of the defaults, the farthest first, then the proxy's own
 * above the line (configuration manual, 4.2 "default-server").
 */
export function readServers(section: Section, defaults: readonly Section[]): Server[] {
  if (section.kind === 'frontend') return [];
  const servers: Server[] = [];
  let base = inheritedOptions(defaults);
  for (const statement of section.statements) {
    const { keyword, modifier } = statement;
    if (modifier !== undefined) continue;
    if (keyword === 'default-server') base = addServerOptions(base, statement, 1);
    else if (keyword === 'server') servers.push(serverOf(statement, base));
    else if (keyword === 'server-template') servers.push(templateOf(statement, base));
  }
  return servers;
}

function inheritedOptions(defaults: readonly Section[]): ReadonlyMap<string, Option> {
  let options: ReadonlyMap<string, Option> = new Map();
  for (const section of defaults.toReversed()) {
    for (const statement of section.byKeyword.get('default-server') ?? []) {
      options = addServerOptions(options, statement, 1);
    }
  }
  return options;
}

function serverOf(statement: Statement, base: ReadonlyMap<string, Option>): Server {
  const [name = '', address = ''] = statement.args;
  return {
    statement,
    name,
    count: 1,
    address: parseHaproxyAddress(address),
    options: addServerOptions(base, statement, 3),
  };
}

function templateOf(statement: Statement, base: ReadonlyMap<string, Option>): Server {
  const [name = '', count = '', address = ''] = statement.args;
  return {
    statement,
    name,
    count: countOf(count),
    address: parseHaproxyAddress(address),
    options: addServerOptions(base, statement, 4),
  };
}

/** `5` = 5 servers, `3-5` = 3; 1 when it cannot be told. */
function countOf(text: string): number {
  const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text);
  if (match === null) return 1;
  const [, first = '1', last] = match;
  return Math.max(1, last === undefined ? Number(first) : Number(last) - Number(first) + 1);
}
