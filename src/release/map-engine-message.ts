import { type Problem, problem } from '../base/problem.ts';
import type { EngineMessage } from '../engines/engine-message.ts';
import { readHaproxyVerdict } from '../engines/haproxy/read-verdict.ts';
import { readKeepalivedVerdict } from '../engines/keepalived/read-verdict.ts';
import { readNginxVerdict } from '../engines/nginx/read-verdict.ts';
import { specPlace } from '../engines/spec-place.ts';
import type { Site } from '../site/site.ts';
import { explainLine } from './explain-line.ts';
import type { ReleaseFile } from './release.ts';

/**
 * What `haproxy -c`, `nginx -t` or `keepalived -t` said about a generated file, as problems at the spec's line that the generated
 * line comes from (or the nearest thing around it).
 */
export function mapEngineMessages(site: Site, file: ReleaseFile, output: string): Problem[] {
  return readVerdict(file.path, output).map((message) => told(site, file, message));
}

function readVerdict(path: ReleaseFile['path'], output: string): EngineMessage[] {
  if (path === 'haproxy.cfg') return readHaproxyVerdict(output);
  return path === 'nginx.conf' ? readNginxVerdict(output) : readKeepalivedVerdict(output);
}

const ENGINES: Readonly<Record<string, string>> = { 'haproxy.cfg': 'HAProxy', 'nginx.conf': 'nginx' };

function told(site: Site, file: ReleaseFile, { severity, line, text }: EngineMessage): Problem {
  const engine = ENGINES[file.path] ?? 'Keepalived';
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
