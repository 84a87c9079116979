import type { Directive } from '../../engines/nginx/grammar/source.ts';
import { ownOf } from '../../engines/nginx/meaning/in-force.ts';
import type { Upstream } from '../../engines/nginx/meaning/upstreams.ts';
import type { PoolInput } from '../draft.ts';
import { note, type Reading, textOf } from './reading.ts';

interface Balancing {
  readonly input: Pick<PoolInput, 'balance' | 'sticky'>;
  /** As HAProxy writes it. */
  readonly algorithm: string;
}

const ROUND: Balancing = { input: {}, algorithm: 'roundrobin' };

/** How an upstream chooses a server. */
export function balanceOf(reading: Reading, upstream: Upstream | undefined): Balancing {
  if (upstream === undefined) return ROUND;
  const { scope } = upstream;
  const [way] = scope.directives.filter(({ name }) => WAYS.has(name));
  const [sticky] = ownOf(scope, 'sticky');
  const chosen = way === undefined ? ROUND : wayOf(reading, way);
  const cookie = sticky?.args[0] === 'cookie' ? sticky.args[1] : undefined;
  if (sticky !== undefined && cookie === undefined)
    note(
      reading,
      'import/left-out',
      sticky,
      `"${textOf(sticky)}" is left out: a spec has no stickiness of the kind.`,
    );
  return cookie === undefined ? chosen : { ...chosen, input: { ...chosen.input, sticky: { cookie } } };
}

const WAYS = new Set(['least_conn', 'ip_hash', 'hash', 'random', 'least_time']);

function wayOf(reading: Reading, way: Directive): Balancing {
  const text = textOf(way);
  switch (way.name) {
    case 'least_conn':
      return by('leastconn');
    case 'random':
      return by('random');
    case 'least_time':
      note(reading, 'import/changed', way, `"${text}" becomes leastconn: HAProxy does not choose by time.`);
      return by('leastconn');
    case 'ip_hash':
      note(
        reading,
        'import/changed',
        way,
        'ip_hash goes by the first three numbers of an IPv4 address, "balance: source" by all four: most clients come to another server once.',
      );
      return by('source');
    default:
      return hashOf(reading, way, text);
  }
}

function hashOf(reading: Reading, way: Directive, text: string): Balancing {
  // Every hash of a pool is consistent.
  const [key = ''] = way.args;
  if (/^\$\{?(binary_)?remote_addr\}?$/.test(key)) return by('source');
  if (/^\$(uri|document_uri)$/.test(key)) return by('uri');
  if (key === '$request_uri') {
    const message = `"${text}" went by the query too, "balance: uri" goes by the path alone.`;
    note(reading, 'import/changed', way, message);
    return { ...by('uri'), algorithm: 'uri whole' };
  }
  const header = /^\$http_([a-z0-9_]+)$/.exec(key)?.[1];
  if (header !== undefined) return by(`hdr ${header.replaceAll('_', '-')}`);
  const parameter = /^\$arg_([A-Za-z0-9_.-]+)$/.exec(key)?.[1];
  if (parameter !== undefined) return by(`url_param ${parameter}`);
  note(reading, 'import/changed', way, `"${text}" becomes roundrobin: a spec does not balance by ${key}.`);
  return { ...ROUND, algorithm: `hash ${key}` };
}

function by(balance: string): Balancing {
  return { input: { balance }, algorithm: balance.replace(/^hdr (.*)$/, 'hdr($1)') };
}
