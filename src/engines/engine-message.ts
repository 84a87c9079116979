import type { Severity } from '../base/problem.ts';

/** One thing that an engine's own check (`haproxy -c`, `keepalived -t`, `nginx -t`) said. */
export interface EngineMessage {
  readonly severity: Severity;
  /** As the engine names it; undefined = it names none. */
  readonly path: string | undefined;
  /** 1-based; undefined = it names none. */
  readonly line: number | undefined;
  /** Its words, without a full stop. */
  readonly text: string;
}

export function sentence(text: string): string {
  return text
    .trim()
    .replace(/\.+$/, '')
    .replace(/\s+\?$/, '?');
}
