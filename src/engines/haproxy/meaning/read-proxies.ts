import { type Problem, problem } from '../../../base/problem.ts';
import type { Proxy, Section, Statement } from './meaning.ts';
import { readBinds } from './read-binds.ts';
import { readServers } from './read-servers.ts';
import { lastSetting } from './setting-of.ts';

interface Read {
  readonly proxies: readonly Proxy[];
  readonly problems: readonly Problem[];
}

/** The proxies with what they inherit: `from NAME`, else the last `defaults` before them (configuration manual, 4). */
export function readProxies(sections: readonly Section[]): Read {
  const proxies: Proxy[] = [];
  const problems: Problem[] = [];
  const chains = new Map<string, readonly Section[]>();
  let last: readonly Section[] = [];
  for (const section of sections) {
    const isDefaults = section.kind === 'defaults';
    if (!isDefaults && !isProxyKind(section.kind)) continue;
    const from = fromOf(section);
    const named = from === undefined ? undefined : chains.get(from.name);
    if (from !== undefined && named === undefined && !from.isVariable)
      problems.push(unknownDefaults(section, from));
    if (isDefaults) {
      last = [section, ...(named ?? [])];
      if (section.name !== undefined) chains.set(section.name, last);
    } else {
      const inherited = from === undefined ? last : (named ?? []);
      proxies.push(proxyOf(section, section.kind as Proxy['kind'], inherited));
    }
  }
  return { proxies, problems };
}

function proxyOf(section: Section, kind: Proxy['kind'], defaults: readonly Section[]): Proxy {
  return {
    ...section,
    kind,
    name: section.name ?? '',
    defaults,
    mode: modeOf(section, defaults),
    binds: readBinds(section),
    servers: readServers(section, defaults),
  };
}

function isProxyKind(kind: string): kind is Proxy['kind'] {
  return kind === 'frontend' || kind === 'backend' || kind === 'listen';
}

const MODES = ['tcp', 'http', 'health'] as const;

function modeOf(section: Section, defaults: readonly Section[]): Proxy['mode'] {
  const setting = lastSetting([section, ...defaults], 'mode');
  if (setting === undefined) return 'tcp';
  return MODES.find((mode) => mode === setting.args[0]);
}

interface From {
  readonly name: string;
  readonly isVariable: boolean;
  /** Of the name's word in the head. */
  readonly index: number;
}

function fromOf({ head }: Section): From | undefined {
  // The name of a section may itself be "from"; the keyword stands behind it, or first in `defaults from X`.
  const first =
    head.words[0]?.value === 'defaults' && head.args[0] === 'from' && head.args.length === 2 ? 1 : 2;
  for (let index = first; index < head.words.length - 1; index += 1) {
    const name = head.words[index + 1];
    if (head.words[index]?.value === 'from' && name !== undefined)
      return { name: name.value, isVariable: name.hasVariable, index: index + 1 };
  }
  return undefined;
}

function unknownDefaults({ kind, name, head }: Section, from: From): Problem {
  return problem(
    'haproxy/unknown-defaults',
    head.path,
    placeOf(head, from.index),
    `No defaults section before this ${kind}${name === undefined ? '' : ` ${name}`} is named "${from.name}": HAProxy refuses the file.`,
    'name a defaults section that stands further up, or move it there.',
  );
}

function placeOf(statement: Statement, index: number): { line: number; column: number } {
  return { line: statement.line, column: statement.words[index]?.column ?? 1 };
}
