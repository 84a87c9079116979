import { type Problem, problem } from '../base/problem.ts';
import type { RawFinding } from './raw-finding.ts';
import { rawHaproxyFindings, rawServerFindings } from './raw-haproxy.ts';
import { rawKeepalivedFindings } from './raw-keepalived.ts';
import { rawNginxFindings } from './raw-nginx.ts';
import type { RawBlock } from './yaml-tree.ts';

export interface RawPermission {
  /** True where the node's own configuration allows what raw texts may not do otherwise. */
  readonly allowRaw: boolean;
}

/** Raw texts may add to what is generated, not take over the process or the machine. */
export function rawProblems(
  blocks: readonly RawBlock[],
  file: string,
  { allowRaw }: RawPermission,
): Problem[] {
  if (allowRaw) return [];
  return blocks.flatMap(({ path, engine, text, place, isBlock }) => {
    const findings = findingsOf(engine, path, text);
    return findings.map(({ line, message, remedy }) => {
      const at = isBlock ? { line: place.line + 1 + line, column: 1 } : place;
      return problem('spec/raw-not-allowed', file, at, message, remedy);
    });
  });
}

function findingsOf(engine: RawBlock['engine'], path: string, text: string): RawFinding[] {
  if (engine === 'haproxy') return haproxyFindings(path, text);
  return engine === 'nginx' ? rawNginxFindings(text) : rawKeepalivedFindings(text);
}

function haproxyFindings(path: string, text: string) {
  if (path.split('/').length === 6) return rawServerFindings(text);
  return rawHaproxyFindings(text, path === 'raw/haproxy');
}
