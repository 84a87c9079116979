import { nodeToAsk } from '../see/stale.ts';
import { about, keyHeader, site } from './link.ts';

/** The API of a node, as the page reaches it; default: the first one that answers. */
export function apiOf(node = nodeToAsk(site.value, about.value?.nodes ?? [])): string {
  return `${about.value?.api[node] ?? ''}/api/v1`;
}

/** Refused or failed, with what to do. */
export class Refusal extends Error {
  readonly code: string;
  readonly remedy: string;
  readonly evidence: string;

  constructor({
    detail,
    code,
    remedy,
    evidence,
  }: Partial<Record<'detail' | 'code' | 'remedy' | 'evidence', string>>) {
    super(detail ?? 'It was refused without a reason.');
    this.code = code ?? '';
    this.remedy = remedy ?? '';
    this.evidence = evidence ?? '';
  }
}

/** @throws Refusal; TypeError when nobody answers */
export async function ask<Answer>(
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...keyHeader(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refusal(parse(text));
  return (response.headers.get('content-type') ?? '').includes('json')
    ? (JSON.parse(text || 'null') as Answer)
    : (text as Answer);
}

function parse(text: string): Record<string, string> {
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return { detail: text.slice(0, 400) };
  }
}
