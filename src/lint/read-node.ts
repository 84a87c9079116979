import type { Problem } from '../base/problem.ts';
import { parseHaproxy } from '../engines/haproxy/grammar/parse.ts';
import type { HaproxyMeaning } from '../engines/haproxy/meaning/meaning.ts';
import { readHaproxy } from '../engines/haproxy/meaning/read-haproxy.ts';
import { parseKeepalived } from '../engines/keepalived/grammar/parse.ts';
import type { KeepalivedMeaning } from '../engines/keepalived/meaning/meaning.ts';
import { readKeepalived } from '../engines/keepalived/meaning/read-keepalived.ts';
import { parseNginx } from '../engines/nginx/grammar/parse.ts';
import type { NginxSource } from '../engines/nginx/grammar/source.ts';
import { parseCorosync } from '../foreign/corosync/grammar/parse-corosync.ts';
import { parseOssec } from '../foreign/ossec/grammar/parse-ossec.ts';
import { parsePcs } from '../foreign/pcs/grammar/parse-pcs.ts';
import { parseScript } from '../foreign/script/grammar/parse-script.ts';
import { parseSysctl } from '../foreign/sysctl/grammar/parse-sysctl.ts';
import { parseSystemd } from '../foreign/systemd/grammar/parse-systemd.ts';
import { includeNginx } from './include-nginx.ts';
import type { FileKind } from './lint-file.ts';
import type { LintNode } from './lint-site.ts';

export interface NodeFile {
  readonly path: string;
  readonly text: string;
}

/** The engines' files of one node, each engine's in the order in which it reads them. */
export interface NodeFiles {
  readonly name: string;
  /** undefined = the user named the node. */
  readonly folder: string | undefined;
  readonly haproxy: readonly NodeFile[];
  readonly keepalived: readonly NodeFile[];
  /** Each with the files that it may include. */
  readonly nginx: readonly { readonly main: NodeFile; readonly others: readonly NodeFile[] }[];
  readonly foreign: readonly (NodeFile & { readonly kind: FileKind })[];
}

/** The files of one node, read; what is wrong with their form as problems. */
export function readNode(files: NodeFiles): { node: LintNode; problems: readonly Problem[] } {
  const haproxy = readHaproxyFiles(files.haproxy);
  const keepalived = readKeepalivedFiles(files.keepalived);
  const nginx = files.nginx.map(({ main, others }) => readNginxFiles(main, others));
  return {
    node: {
      name: files.name,
      haproxy: haproxy.meaning,
      keepalived: keepalived.meaning,
      nginx: nginx.map(({ source }) => source),
      corosync: sourcesOf(files, 'corosync', (text, path) => parseCorosync(text, path).corosync),
      ossec: sourcesOf(files, 'ossec', (text, path) => parseOssec(text, path).ossec),
      pcs: sourcesOf(files, 'pcs', (text, path) => parsePcs(text, path).pcs),
      scripts: sourcesOf(files, 'script', (text, path) => parseScript(text, path).script),
      sysctl: sourcesOf(files, 'sysctl', (text, path) => parseSysctl(text, path).sysctl),
      systemd: sourcesOf(files, 'systemd', (text, path) => parseSystemd(text, path).systemd),
    },
    problems: [...haproxy.problems, ...keepalived.problems, ...nginx.flatMap(({ problems }) => problems)],
  };
}

/** What is wrong with their form is told once, where each is linted by itself. */
function sourcesOf<Source>(
  { foreign }: NodeFiles,
  kind: FileKind,
  read: (text: string, path: string) => Source,
): readonly Source[] {
  return foreign.filter((file) => file.kind === kind).map(({ text, path }) => read(text, path));
}

interface Read<T> {
  readonly meaning: T | undefined;
  readonly problems: readonly Problem[];
}

function readHaproxyFiles(files: readonly NodeFile[]): Read<HaproxyMeaning> {
  if (files.length === 0) return { meaning: undefined, problems: [] };
  const parsed = files.map(({ text, path }) => parseHaproxy(text, path));
  const { meaning, problems } = readHaproxy(parsed.map(({ source }) => source));
  return { meaning, problems: [...parsed.flatMap((one) => one.problems), ...problems] };
}

function readKeepalivedFiles(files: readonly NodeFile[]): Read<KeepalivedMeaning> {
  if (files.length === 0) return { meaning: undefined, problems: [] };
  const parsed = files.map(({ text, path }) => parseKeepalived(text, path));
  const { meaning, problems } = readKeepalived(parsed.map(({ source }) => source));
  return { meaning, problems: [...parsed.flatMap((one) => one.problems), ...problems] };
}

function readNginxFiles(
  main: NodeFile,
  others: readonly NodeFile[],
): { source: NginxSource; problems: readonly Problem[] } {
  const parsed = [main, ...others].map(({ text, path }) => parseNginx(text, path));
  const [first, ...rest] = parsed;
  if (first === undefined) throw new Error('an nginx configuration without a file');
  return {
    source: includeNginx(
      first.source,
      rest.map(({ source }) => source),
    ),
    problems: parsed.flatMap((one) => one.problems),
  };
}
