import { printDuration } from '../../../base/duration.ts';
import type { Finding, Rule } from '../../../base/rule.ts';
import type { Option, Proxy, Server } from '../meaning/meaning.ts';
import { checkTimingOf } from './check-timing.ts';
import { optionSpan } from './option-span.ts';
import { countServers, proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

/** A server that fails for less than this may just have dropped a packet: TCP sends again after one second. */
const LEAST_SILENCE_MS = 1_000;

export const checkTooEager: Rule<HaproxySubject> = {
  code: 'haproxy/check-too-eager',
  severity: 'warning',
  title: 'One lost packet takes a server out',
  why: 'With `fall 1`, or checks so close together that all of them fall into one pause of the server, a single lost packet or garbage collection takes a healthy server out; under load all servers go at once and every client gets 503.',
  source:
    'configuration manual, 5.2 "fall" and "inter"; RFC 6298: the first retransmission comes after one second',
  find: ({ haproxy }) => {
    const told = new Set<Option>();
    return proxiesInForce(haproxy).flatMap((proxy) =>
      countServers(proxy.servers) < 2
        ? []
        : serversInForce(proxy).flatMap((server) => {
            const finding = findIn(proxy, server);
            if (finding === undefined || told.has(finding.option)) return [];
            told.add(finding.option);
            return [finding.finding];
          }),
    );
  },
};

function findIn(proxy: Proxy, server: Server): { option: Option; finding: Finding } | undefined {
  const { options } = server;
  if (!options.has('check') || !(options.has('fall') || options.has('inter'))) return undefined;
  const timing = checkTimingOf(proxy, server);
  if (timing === undefined) return undefined;
  const { inter, fastInter, fall } = timing;
  const where = `server ${server.name} of ${proxyTitle(proxy)}`;
  const fallOption = server.options.get('fall');
  if (fall === 1 && fallOption !== undefined) {
    const message = `With \`fall 1\` a single failed check, such as a lost packet, takes ${where} out.`;
    const remedy = 'write `fall 2` or more; shorten `inter` or set `fastinter` to keep the detection fast.';
    return { option: fallOption, finding: { at: optionSpan(fallOption), message, remedy } };
  }
  const interOption = server.options.get('inter');
  const silence = (fall - 1) * fastInter;
  if (inter >= 500 || interOption === undefined || silence >= LEAST_SILENCE_MS) return undefined;
  const message = `${printDuration(inter)} between checks and \`fall ${fall}\` take ${where} out after ${printDuration(silence)} of failures: a short pause of the server is enough.`;
  const remedy = `raise \`inter\` or \`fall\` until ${fall - 1 > 0 ? 'fall - 1 pauses' : 'the pauses'} last at least a second.`;
  return { option: interOption, finding: { at: optionSpan(interOption), severity: 'info', message, remedy } };
}
