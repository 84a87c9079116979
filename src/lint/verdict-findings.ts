import { problem, type Severity } from '../base/problem.ts';
import type { EngineMessage } from '../engines/engine-message.ts';
import { isAboutHaproxyMachine } from '../engines/haproxy/read-verdict.ts';
import { isAboutKeepalivedMachine } from '../engines/keepalived/read-verdict.ts';
import { isAboutNginxMachine } from '../engines/nginx/read-verdict.ts';
import type { LintFile } from './lint-file.ts';
import { type LintFinding, plainFinding } from './lint-finding.ts';

const ENGINES = {
  haproxy: { name: 'HAProxy', command: 'haproxy -c', isAboutMachine: isAboutHaproxyMachine },
  keepalived: { name: 'Keepalived', command: 'keepalived -t', isAboutMachine: isAboutKeepalivedMachine },
  nginx: { name: 'nginx', command: 'nginx -t', isAboutMachine: isAboutNginxMachine },
} as const;

/** `$NAME` and `${NAME}` of the environment in haproxy.cfg, of the file in keepalived.conf; nginx's are its own. */
const HAS_VARIABLE = /\$\{?[A-Z_][A-Z0-9_]*\b/;

/**
 * What the engine itself says of somebody's files, at the same places as the rules. Left out: what is about the machine
 * that asked, and what a rule has said of the same line already, in more words.
 */
export function verdictFindings(
  engine: keyof typeof ENGINES,
  messages: readonly EngineMessage[],
  files: readonly LintFile[],
  found: readonly LintFinding[],
): LintFinding[] {
  const { name, command, isAboutMachine } = ENGINES[engine];
  const told = new Map<string, Set<Severity>>();
  for (const { problem: own } of found) {
    const place = `${own.path}:${own.line}`;
    told.set(place, (told.get(place) ?? new Set()).add(own.severity));
  }
  const outside = new Set(
    found.flatMap(({ problem: { code, path } }) => (code === 'haproxy/outside-section' ? [path] : [])),
  );
  return messages.flatMap((message) => {
    const { path, line, text, severity } = message;
    const file = files.find((one) => one.path === path);
    // Without a place a message sums up others, or tells of something that it names itself nowhere.
    if (file === undefined || line === undefined || severity === 'info' || isAboutMachine(message)) return [];
    const said = file.text.split('\n')[line - 1] ?? '';
    // What the variable holds on the node is not known here.
    if (HAS_VARIABLE.test(said)) return [];
    const own = told.get(`${file.path}:${line}`);
    // A rule tells the first line before all sections; the engine repeats itself for each.
    if (text.endsWith(' out of section') && outside.has(file.path)) return [];
    // A warning of ours may be about another word of the line than the engine's refusal.
    if (own !== undefined && (severity !== 'error' || own.has('error'))) return [];
    const column = said.search(/\S/) + 1;
    const code = severity === 'error' ? 'engines/refused' : 'engines/warned';
    const remedy = `look the line up in ${name}'s manual; \`${command}\` on the node says the same.`;
    return [
      plainFinding(
        problem(
          code,
          file.path,
          { line, column: Math.max(column, 1) },
          `${name} says: ${text}${text.endsWith('?') ? '' : '.'}`,
          remedy,
          severity,
        ),
      ),
    ];
  });
}
