import type { Statement } from '../../meaning/meaning.ts';

/** Actions behind which no rule of the same kind is looked at (configuration manual, 4.2). */
const FINAL: Readonly<Record<string, ReadonlySet<string>>> = {
  'http-request': new Set([
    'allow',
    'auth',
    'deny',
    'redirect',
    'reject',
    'return',
    'silent-drop',
    'tarpit',
    'use-service',
  ]),
  'http-response': new Set(['allow', 'deny', 'redirect', 'return', 'silent-drop']),
  'tcp-request connection': new Set(['accept', 'reject', 'silent-drop']),
  'tcp-request session': new Set(['accept', 'reject', 'silent-drop']),
  'tcp-request content': new Set(['accept', 'reject', 'silent-drop']),
  'tcp-response content': new Set(['accept', 'close', 'reject', 'silent-drop']),
};

/** `http-request`, `tcp-request content`, …: rules of one set are tried one after the other; undefined = no such rule. */
export function ruleSetOf({ keyword, args }: Statement): string | undefined {
  const set = keyword.startsWith('tcp-') ? `${keyword} ${args[0] ?? ''}` : keyword;
  return FINAL[set] === undefined ? undefined : set;
}

/** Ends its rule set when its condition holds. */
export function isFinal(statement: Statement): boolean {
  if (statement.keyword === 'redirect') return true;
  const set = ruleSetOf(statement);
  if (set === undefined) return false;
  const action = set.startsWith('tcp-') ? statement.args[1] : statement.args[0];
  return FINAL[set]?.has(action?.replace(/\(.*/, '') ?? '') ?? false;
}
