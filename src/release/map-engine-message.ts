import { type Problem, problem, type Severity } from '../base/problem.ts';
import { specPlace } from '../engines/spec-place.ts';
import type { Site } from '../site/site.ts';
import { explainLine } from './explain-line.ts';
import type { ReleaseFile } from './release.ts';

interface EngineMessage {
  readonly severity: Severity;
  /** Of the generated file, 1-based; undefined = the engine names none. */
  readonly line: number | undefined;
  readonly text: string;
}

const SEVERITIES: Readonly<Record<string, Severity>> = { ALERT: 'error', WARNING: 'warning', DIAG: 'info' };
/** Said at the end of every refusal; tells nothing that was not told. */
const SUMMARY =
  /Error\(s\) found in configuration|Fatal errors found|'zero-warning' is set|haproxy version|path to exec/;

/**
 * What `haproxy -c` or `keepalived -t` said about a generated file, as problems at the spec's line that the generated
 * line comes from (or the nearest thing around it).
 */
export function mapEngineMessages(site: Site, file: ReleaseFile, output: string): Problem[] {
  const messages = file.path === 'haproxy.cfg' ? haproxyMessages(output) : keepalivedMessages(output);
  return messages.map((message) => told(site, file, message));
}

function told(site: Site, file: ReleaseFile, { severity, line, text }: EngineMessage): Problem {
  const engine = file.path === 'haproxy.cfg' ? 'HAProxy' : 'Keepalived';
  const path = line === undefined ? undefined : explainLine(file, line);
  const generated = line === undefined ? undefined : file.text.split('\n')[line - 1]?.trim();
  const where =
    line === undefined
      ? `${file.path} of node ${file.node}`
      : `line ${line} of ${file.path} of node ${file.node} (${generated})`;
  const code = severity === 'error' ? 'engines/refused' : 'engines/warned';
  const remedy =
    path === undefined
      ? 'look at the files that the message names, on the node itself.'
      : `mend ${path} in the spec; \`holdfast render --node ${file.node}\` shows what comes of it.`;
  return problem(
    code,
    site.file,
    specPlace(site, path),
    `${engine} says of ${where}: ${text}.`,
    remedy,
    severity,
  );
}

/** `[ALERT] (123) : config : parsing [/path/haproxy.cfg:44] : 'bind' : …`, or without a place. */
function haproxyMessages(output: string): EngineMessage[] {
  return output.split('\n').flatMap((text) => {
    const match = /^\[(ALERT|WARNING|DIAG)\]\s*\(\d+\) : (?:config : )?(.*)$/.exec(text.trim());
    const [, level = '', words = ''] = match ?? [];
    if (match === null || SUMMARY.test(words)) return [];
    const placed = /^(?:parsing )?\[[^\]]*:(\d+)\] ?: ?(.*)$/.exec(words);
    const line = placed === null ? undefined : Number(placed[1]);
    return [{ severity: SEVERITIES[level] ?? 'error', line, text: sentence(placed?.[2] ?? words) }];
  });
}

/** `(/path/keepalived.conf: Line 22) WARNING - interface eth0 … doesn't exist`, or without a place. */
function keepalivedMessages(output: string): EngineMessage[] {
  return output.split('\n').flatMap((text) => {
    if (text.trim() === '') return [];
    const match = /\((?:[^()]*: )?Line (\d+)\) (.*)$/.exec(text);
    const words = match?.[2] ?? text;
    const severity = /\bWARNING\b/.test(words) ? 'warning' : 'error';
    const line = match === null ? undefined : Number(match[1]);
    return [{ severity, line, text: sentence(words.replace(/^WARNING - /, '')) }];
  });
}

function sentence(text: string): string {
  return text.trim().replace(/\.+$/, '');
}
