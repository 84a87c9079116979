import type { Bind, BindAddress, Option, Section, Statement } from './meaning.ts';
import { parseHaproxyAddress } from './parse-address.ts';
import { readBindOptions } from './read-options.ts';

const NO_OPTIONS: ReadonlyMap<string, Option> = new Map();

/** The `bind` lines of a frontend or listen, and the address that old files give in the head: `listen NAME ADDRESS`. */
export function readBinds(section: Section): Bind[] {
  const binds: Bind[] = [];
  const [, address] = section.head.args;
  if (section.kind !== 'backend' && address !== undefined && address !== 'from')
    binds.push({ statement: section.head, addresses: addressesOf(address), options: NO_OPTIONS });
  for (const statement of section.byKeyword.get('bind') ?? []) {
    if (statement.modifier === undefined) binds.push(bindOf(statement));
  }
  return binds;
}

function bindOf(statement: Statement): Bind {
  const [addresses = ''] = statement.args;
  return { statement, addresses: addressesOf(addresses), options: readBindOptions(statement, 2) };
}

function addressesOf(text: string): BindAddress[] {
  if (!text.includes(',')) return [parseHaproxyAddress(text)];
  return text.split(',').map(parseHaproxyAddress);
}
