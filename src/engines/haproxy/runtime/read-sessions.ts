import type { ListedSession, LookedSession } from './sessions.ts';

/** Sessions of clients in an answer to `show sess`; lines of another shape are passed over. HAProxy 2.6 to 3.2. */
export function readSessionList(text: string): readonly ListedSession[] {
  const sessions: ListedSession[] = [];
  for (const line of text.split('\n')) {
    const match = /^(0x[0-9a-f]+): proto=\S+ src=(\S+):(\d+) fe=(\S+) be=(\S+) srv=(\S+) .*?\bage=(\S+)/.exec(
      line,
    );
    if (match === null) continue;
    const [, id = '', client = '', port = '', frontend = '', pool = '', server = '', age = ''] = match;
    if (client === 'unix' || pool === '<NONE>' || server === '<none>') continue;
    sessions.push({ id, frontend, pool, server, client, port: Number(port), ageMs: readAge(age) });
  }
  return sessions;
}

/**
 * Sessions of clients in an answer to `show sess all` or `show sess ID`. One that is not described wholly is passed over:
 * nothing is done with a session of which it is not known whether it is idle.
 */
export function readSessions(text: string): readonly LookedSession[] {
  return text
    .split(/^(?=0x[0-9a-f]+: \[)/m)
    .map(readSession)
    .filter((session) => session !== undefined);
}

function readSession(text: string): LookedSession | undefined {
  const head = /^(0x[0-9a-f]+): \[([^\]]+)\] id=(\d+) proto=\S+ source=(\S+):(\d+)/.exec(text);
  const frontend = /^ {2}frontend=(\S+) \(/m.exec(text)?.[1];
  const pool = /^ {2}backend=(\S+) \(/m.exec(text)?.[1];
  const server = /^ {2}server=(\S+) \(/m.exec(text)?.[1];
  const age = /^ {2}task=0x[^\n]* age=(\d\w*)/m.exec(text)?.[1];
  const request = readChannel(text, 'req');
  const response = readChannel(text, 'res');
  if (head === null || pool === undefined || server === undefined || frontend === undefined) return undefined;
  if (
    age === undefined ||
    request === undefined ||
    response === undefined ||
    pool === '<NONE>' ||
    server === '<NONE>'
  )
    return undefined;
  const [, id = '', beganAt = '', number = '', client = '', port = ''] = head;
  return {
    identity: `${id} ${number} ${beganAt} ${client}:${port}`,
    id,
    beganAt,
    frontend,
    pool,
    server,
    client,
    port: Number(port),
    ageMs: readAge(age),
    requestBytes: request.total,
    responseBytes: response.total,
    waitingBytes: request.waiting + response.waiting + readFastForward(text),
  };
}

/** `req=0x… (f=0x848202 an=0x0 pipe=0 tofwd=-1 total=1160)`, two lines later `buf=0x… data=(nil) o=0 p=0 i=0 size=0`. */
function readChannel(text: string, name: 'req' | 'res'): { total: number; waiting: number } | undefined {
  const start = text.search(new RegExp(`^ {2}${name}=0x`, 'm'));
  if (start < 0) return undefined;
  const match =
    /^[^\n]*?(?: pipe=(\d+))?[^\n]* total=(\d+)\)\n[^\n]*\n\s+buf=\S+ data=\S+ o=(\d+) p=\d+ i=(\d+)/.exec(
      text.slice(start),
    );
  if (match === null) return undefined;
  const [, pipe = '0', total = '', out = '', input = ''] = match;
  return { total: Number(total), waiting: Number(pipe) + Number(out) + Number(input) };
}

/** From 2.9 on what is passed on without a buffer of its own: `iobuf.flags=0x… .pipe=0 .buf=0@(nil)+0/0`. */
function readFastForward(text: string): number {
  let bytes = 0;
  for (const [, pipe = '0', buffer = '0'] of text.matchAll(/ \.pipe=(\d+) \.buf=(\d+)@/g))
    bytes += Number(pipe) + Number(buffer);
  return bytes;
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/** `3s`, `1m5s`, `2h3m`, `5d1h`. */
function readAge(text: string): number {
  let ms = 0;
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+)([dhms])/g))
    ms += Number(count) * (UNITS[unit] ?? 0);
  return ms;
}
