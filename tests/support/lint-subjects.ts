import type { Finding } from '../../src/base/rule.ts';
import { parseHaproxy } from '../../src/engines/haproxy/grammar/parse.ts';
import { readHaproxy } from '../../src/engines/haproxy/meaning/read-haproxy.ts';
import type { HaproxySubject } from '../../src/engines/haproxy/rules/subject.ts';
import { parseKeepalived } from '../../src/engines/keepalived/grammar/parse.ts';
import { readKeepalived } from '../../src/engines/keepalived/meaning/read-keepalived.ts';
import type { KeepalivedSubject } from '../../src/engines/keepalived/rules/subject.ts';
import type { LintContext } from '../../src/engines/lint-context.ts';
import { parseNginx } from '../../src/engines/nginx/grammar/parse.ts';
import type { NginxSubject } from '../../src/engines/nginx/rules/subject.ts';
import { identifyFile } from '../../src/lint/identify.ts';
import type { FileKind } from '../../src/lint/lint-file.ts';
import type { LintSite } from '../../src/lint/lint-site.ts';
import { readNode } from '../../src/lint/read-node.ts';

/** Nobody said anything of the surroundings. */
const NOTHING_SAID: LintContext = {
  haproxy: undefined,
  keepalived: undefined,
  nginx: undefined,
  maxOutageMs: undefined,
  sessions: undefined,
};

export function lintContext(said: Partial<LintContext> = {}): LintContext {
  return { ...NOTHING_SAID, ...said };
}

/** What a rule of HAProxy sees of `haproxy.cfg` with this text. */
export function haproxySubject(text: string, context: Partial<LintContext> = {}): HaproxySubject {
  const { meaning } = readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]);
  return { haproxy: meaning, context: lintContext(context) };
}

/** What a rule of Keepalived sees of `keepalived.conf` with this text. */
export function keepalivedSubject(text: string, context: Partial<LintContext> = {}): KeepalivedSubject {
  const { meaning } = readKeepalived([parseKeepalived(text, 'keepalived.conf').source]);
  return { keepalived: meaning, context: lintContext(context) };
}

/** What a rule of nginx sees of `nginx.conf` with this text. */
export function nginxSubject(text: string, context: Partial<LintContext> = {}): NginxSubject {
  return { nginx: parseNginx(text, 'nginx.conf').source, context: lintContext(context) };
}

/**
 * A site of these nodes: `{ lb1: { 'haproxy.cfg': text, 'keepalived.conf': text }, lb2: {…} }`. Paths in findings are
 * `lb1/haproxy.cfg` and so on.
 */
export function lintSiteOf(
  nodes: Readonly<Record<string, Readonly<Record<string, string>>>>,
  context: Partial<LintContext> = {},
): LintSite {
  return {
    nodes: Object.entries(nodes).map(([name, texts]) => {
      const files = Object.entries(texts).map(([file, text]) => {
        const path = `${name}/${file}`;
        return { path, text, kind: identifyFile(path, text) };
      });
      const of = (wanted: FileKind) => files.filter(({ kind }) => kind === wanted);
      const nginx = of('nginx').map((main) => ({ main, others: [] }));
      const own = { haproxy: of('haproxy'), keepalived: of('keepalived'), nginx, foreign: files };
      return readNode({ name, folder: name, ...own }).node;
    }),
    context: lintContext(context),
  };
}

/** `['3:5', …]`: line and column of each finding, in the rule's order. */
export function placesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ at }) => `${at.line}:${at.column}`);
}

/** haproxy.cfg of a balancer that agents report to, and that has one manager behind it. */
export function agentsProxy(bind: string): string {
  return `frontend agents
 mode tcp
 bind ${bind}
 default_backend managers
backend managers
 mode tcp
 server m1 10.0.0.21:1514
`;
}
