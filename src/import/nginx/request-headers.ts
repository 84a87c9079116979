import { quoteFormat, quoteWord } from '../../engines/haproxy/grammar/quote-word.ts';
import type { Directive } from '../../engines/nginx/grammar/source.ts';
import { listOf } from '../../engines/nginx/meaning/in-force.ts';
import type { ProxyPass } from '../../engines/nginx/meaning/proxy-passes.ts';
import { note, type Reading, textOf } from './reading.ts';

interface RequestHeaders {
  /** The servers learn the client's address as `forwardedFor` tells it. */
  readonly forwards: boolean;
  /** A client may go on with WebSocket. */
  readonly isUpgrading: boolean;
  /** Raw lines of the pool. */
  readonly lines: readonly string[];
}

/** nginx's variables → what HAProxy's log format says in their place. */
const FORMATS: Readonly<Record<string, string>> = {
  remote_addr: '%[src]',
  remote_port: '%[src_port]',
  host: '%[req.hdr(host),host_only]',
  http_host: '%[req.hdr(host)]',
  scheme: '%[ssl_fc,iif(https,http)]',
  server_addr: '%[dst]',
  server_port: '%[dst_port]',
  request_uri: '%[pathq]',
  request_method: '%[method]',
  ssl_protocol: '%[ssl_fc_protocol]',
  ssl_cipher: '%[ssl_fc_cipher]',
};

/** What `proxy_set_header` gives the servers with each request. */
export function requestHeaders(reading: Reading, pass: ProxyPass): RequestHeaders {
  const set = listOf(pass.scope, 'proxy_set_header');
  const valueOf = (name: string) => set.find(({ args }) => args[0]?.toLowerCase() === name)?.args[1];
  const forwardedFor = valueOf('x-forwarded-for') ?? '';
  const forwards = /^\$\{?(proxy_add_x_forwarded_for|remote_addr)\}?$/.test(forwardedFor);
  const lines = set.flatMap((directive) => headerLine(reading, directive, forwards));
  return {
    forwards,
    isUpgrading: valueOf('upgrade') === '$http_upgrade',
    lines: valueOf('host') === undefined ? [...lines, ...ownHost(reading, pass)] : lines,
  };
}

/** Without a word about it nginx puts the name behind `proxy_pass` into `Host`. */
function ownHost(reading: Reading, { target, upstream, directive }: ProxyPass): string[] {
  if (upstream === undefined && target.kind === 'name') {
    note(
      reading,
      'import/kept-raw',
      directive,
      `"Host: ${target.address}", as nginx sends it, stays as a raw line of the pool.`,
    );
    return [`http-request set-header Host ${quoteWord(target.address)}`];
  }
  const message = `nginx sent the servers "Host: ${target.address}", for no proxy_set_header names another; they get the name that the client asked for.`;
  note(reading, 'import/changed', directive, message);
  return [];
}

function headerLine(reading: Reading, directive: Directive, forwards: boolean): string[] {
  const [name = '', value = ''] = directive.args;
  if (isDone(name.toLowerCase(), value, forwards)) {
    if (value === '$proxy_add_x_forwarded_for') tellForgotten(reading, directive);
    return [];
  }
  const text = textOf(directive);
  const line = lineOf(name, value);
  if (line === undefined) {
    const message = `"${text}" is left out: HAProxy has nothing that gives the same value.`;
    note(reading, 'import/left-out', directive, message);
    return [];
  }
  note(reading, 'import/kept-raw', directive, `"${text}" stays as a raw line of the pool, "${line}".`);
  return [line];
}

/** What HAProxy, and what Holdfast writes for it, does without being told. */
function isDone(name: string, value: string, forwards: boolean): boolean {
  if (name === 'host') return /^\$(?:http_)?host$|^\$host:\$server_port$/.test(value);
  if (name === 'upgrade') return value === '$http_upgrade';
  if (name === 'connection') return true;
  if (name === 'x-forwarded-for') return forwards;
  if (name === 'x-forwarded-proto') return forwards && value === '$scheme';
  return value === `$http_${name.replaceAll('-', '_')}`;
}

function tellForgotten(reading: Reading, directive: Directive): void {
  const message =
    'What a client itself sends as X-Forwarded-For is deleted now, not passed on: nobody can claim another address. Where another proxy stands in front, "acceptProxy" tells who the client is.';
  note(reading, 'import/changed', directive, message);
}

function lineOf(name: string, value: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(name)) return undefined;
  if (value === '') return `http-request del-header ${name}`;
  const parts = value.split(/\$\{?([a-z0-9_]+)\}?/);
  const texts = parts.map((part, index) => (index % 2 === 0 ? quoteFormat(part) : FORMATS[part]));
  if (texts.includes(undefined) || value.includes('$$')) return undefined;
  return `http-request set-header ${name} ${quoteWord(texts.join(''))}`;
}
