import type { EngineVersion, LintContext } from '../../src/engines/lint-context.ts';
import type { FileKind, LintFile } from '../../src/lint/lint-file.ts';
import { lintContext } from './lint-subjects.ts';

/** An example of a rule's page: files that are linted together, and the surroundings that it names. */
export interface PageExample {
  readonly verdict: 'bad' | 'good';
  /** 1-based line of the page, of its first fence. */
  readonly line: number;
  readonly files: readonly LintFile[];
  /** What the page says of each file. */
  readonly kinds: readonly string[];
  readonly context: LintContext;
}

/** What a file is called where the example does not say. */
const NAMES: Readonly<Record<Exclude<FileKind, 'unknown'>, string>> = {
  haproxy: 'haproxy.cfg',
  keepalived: 'keepalived.conf',
  nginx: 'nginx.conf',
  compose: 'docker-compose.yml',
  corosync: 'corosync.conf',
  ossec: 'ossec.conf',
  pcs: 'pcs-setup.sh',
  sentinel: 'sentinel.conf',
  patroni: 'patroni.yml',
  zone: 'example.zone',
  systemd: 'example.service',
  sysctl: 'sysctl.conf',
  script: 'check.sh',
};

/**
 * The fences of a page whose words are `KIND bad|good [PATH] [max-outage=5s] [haproxy=2.6] [sessions=5000] …`. Fences
 * with a path follow each other to one example, until a path comes again, a heading, or a fence without one.
 */
export function pageExamples(page: string): readonly PageExample[] {
  const examples: { example: PageExample; isOpen: boolean }[] = [];
  const lines = page.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const last = examples.at(-1);
    if (/^#{1,4} /.test(lines[index] ?? '') && last !== undefined) last.isOpen = false;
    const [, fence = '', info = ''] = /^(`{3,}|~{3,})\s*(\S.*)?$/.exec(lines[index] ?? '') ?? [];
    if (fence === '') continue;
    const end = lines.findIndex((text, at) => at > index && text.trim() === fence);
    if (end === -1) throw new Error(`line ${index + 1}: the fence is never closed`);
    const text = lines.slice(index + 1, end).map((one) => `${one}\n`);
    const told = toldBy(info, index + 1);
    if (told !== undefined) add(examples, told, text.join(''), index + 1);
    index = end;
  }
  return examples.map(({ example }) => example);
}

interface Told {
  readonly verdict: 'bad' | 'good';
  readonly path: string | undefined;
  readonly kind: string;
  readonly name: string;
  readonly context: Partial<LintContext>;
}

function toldBy(info: string, line: number): Told | undefined {
  const [kind = '', verdict, ...rest] = info.split(/\s+/);
  if (verdict !== 'bad' && verdict !== 'good') return undefined;
  const name = (NAMES as Readonly<Record<string, string>>)[kind];
  if (name === undefined) throw new Error(`line ${line}: there is no kind of file ${kind}`);
  const path = rest.find((word) => !word.includes('='));
  return {
    verdict,
    path,
    kind,
    name,
    context: contextOf(
      rest.filter((word) => word.includes('=')),
      line,
    ),
  };
}

function add(
  examples: { example: PageExample; isOpen: boolean }[],
  { verdict, path, kind, name, context }: Told,
  text: string,
  line: number,
): void {
  const file: LintFile = { path: path ?? name, text, node: undefined };
  const last = examples.at(-1);
  const isMore =
    path !== undefined &&
    last?.isOpen === true &&
    last.example.verdict === verdict &&
    !last.example.files.some((one) => one.path === path);
  if (last !== undefined && isMore) {
    const { files, kinds, context: former } = last.example;
    last.example = {
      ...last.example,
      files: [...files, file],
      kinds: [...kinds, kind],
      context: { ...former, ...context },
    };
  } else {
    examples.push({
      example: { verdict, line, files: [file], kinds: [kind], context: lintContext(context) },
      isOpen: path !== undefined,
    });
  }
}

function contextOf(words: readonly string[], line: number): Partial<LintContext> {
  return Object.assign(
    {},
    ...words.map((word): Partial<LintContext> => {
      const [key = '', value = ''] = word.split('=');
      if (key === 'max-outage') return { maxOutageMs: milliseconds(value) };
      if (key === 'sessions') return { sessions: Number(value) };
      if (key === 'haproxy' || key === 'keepalived' || key === 'nginx') return { [key]: version(value) };
      throw new Error(`line ${line}: nobody knows ${key}`);
    }),
  ) as Partial<LintContext>;
}

function milliseconds(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  const factor = { ms: 1, s: 1000, m: 60_000 }[unit];
  if (factor === undefined) throw new Error(`${text} is not a duration`);
  return Number(number) * factor;
}

function version(text: string): EngineVersion {
  const [major = Number.NaN, minor = Number.NaN, patch] = text.split('.').map(Number);
  return { major, minor, patch };
}
