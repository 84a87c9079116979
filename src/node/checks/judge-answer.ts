import type { Check } from '../../site/server-check.ts';

/** What an answer means, in HAProxy's short words. */
export interface JudgedAnswer {
  /** `L7OK 200`, `L7STS 503`, `L7RSP`. */
  readonly layer: string;
  readonly isOk: boolean;
  readonly reason: string;
}

/**
 * What came so far, judged; undefined = more is needed.
 * @param answer each character is a byte
 * @param isEnd nothing more comes
 */
export function judgeAnswer(kind: Check['kind'], answer: string, isEnd: boolean): JudgedAnswer | undefined {
  if (kind.is === 'http') return judgeHttp(kind, answer, isEnd);
  if (kind.is !== 'bytes') return undefined;
  if (kind.expect === undefined || answer.includes(bytesOf(kind.expect)))
    return { layer: 'L7OK', isOk: true, reason: '' };
  return isEnd ? { layer: 'L7RSP', isOk: false, reason: 'not the answer that is expected' } : undefined;
}

function judgeHttp(
  kind: Extract<Check['kind'], { is: 'http' }>,
  answer: string,
  isEnd: boolean,
): JudgedAnswer | undefined {
  const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(answer)?.[1];
  if (status === undefined) {
    const isHopeless = answer.length > 16 && !answer.startsWith('HTTP/1.');
    return isEnd || isHopeless ? { layer: 'L7RSP', isOk: false, reason: 'not an answer of HTTP' } : undefined;
  }
  const { expect } = kind;
  if ('status' in expect)
    return isStatus(Number(status), expect.status)
      ? { layer: `L7OK ${status}`, isOk: true, reason: '' }
      : { layer: `L7STS ${status}`, isOk: false, reason: `expected ${expect.status}` };
  if (answer.includes(bytesOf(expect.text))) return { layer: `L7OK ${status}`, isOk: true, reason: '' };
  return isEnd
    ? { layer: `L7RSP ${status}`, isOk: false, reason: 'without the text that is expected' }
    : undefined;
}

/** `200`, `200-399`, `200,204,300-399`. */
function isStatus(status: number, wanted: string): boolean {
  return wanted.split(',').some((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return status >= from && status <= to;
  });
}

/** As they come: UTF-8, or single bytes where each character is one. */
function bytesOf(text: string): string {
  // oxlint-disable-next-line no-control-regex -- all single bytes
  return /^[\x00-\xff]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}
