import type { IncomingMessage } from 'node:http';
import type { ApiCounters } from './api-counters.ts';
import { badRequest, notJson, tooBusy, tooLarge } from './api-faults.ts';
import type { ApiLimits } from './limits.ts';

/** A caller that went away while it was sending: nobody is there to be answered. */
export class CallerGone extends Error {}

/**
 * The JSON that a request carries. An empty body is `{}`, so that orders in which all is optional need none.
 * @throws Fault `node/not-json`, `node/too-large`, `node/too-busy`, `node/bad-request`; CallerGone
 */
export async function readJsonBody(
  request: IncomingMessage,
  limits: ApiLimits,
  counters: ApiCounters,
): Promise<unknown> {
  const {
    'content-type': media = '',
    'content-length': length,
    'transfer-encoding': coding,
  } = request.headers;
  if (coding === undefined && Number(length ?? 0) === 0) return {};
  if (!/^application\/(?:[a-z0-9.-]+\+)?json *(?:; *charset="?utf-8"? *)?$/i.test(media))
    throw notJson(media);
  if (Number(length ?? 0) > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
  const text = await readText(request, limits, counters);
  if (text.trim() === '') return {};
  if (isTooDeep(text, limits.depth)) throw badRequest(`The body has more than ${limits.depth} levels`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest('The body is not JSON', [(error as Error).message]);
  }
}

async function readText(request: IncomingMessage, limits: ApiLimits, counters: ApiCounters): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      counters.bodies += chunk.length;
      if (size > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
      if (counters.bodies > limits.allBodiesBytes)
        throw tooBusy('Too many large requests are being received at once');
      chunks.push(chunk);
    }
  } catch (error) {
    throw request.errored === error || request.destroyed ? new CallerGone('the caller went away') : error;
  } finally {
    counters.bodies -= size;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw badRequest('The body is not UTF-8');
  }
}

/** Counts brackets outside of texts, before anything is built from them. */
function isTooDeep(json: string, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (inText) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}
