import fc from 'fast-check';

/**
 * Specs whose services are nginx's, as values that a YAML file may hold: every word that such a spec may say, in many
 * combinations. Not all are valid: what nginx cannot do is among them.
 * @param certificate a file with certificate and key
 */
export function anyNginxSpec(certificate: string): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record({
      log: maybe(fc.constantFrom('127.0.0.1:514', '/dev/log', '[::1]:514', 'stderr')),
      pools: fc.record({ h0: pool('http'), h1: pool('http'), t0: pool('tcp'), u0: pool('udp') }),
      web: httpService(certificate),
      bytes: streamService('tcp', 't0', certificate),
      datagrams: streamService('udp', 'u0', certificate),
    })
    .map(({ log, pools, web, bytes, datagrams }) =>
      defined({
        version: 1,
        name: 'any',
        nodes: {
          lb1: { addresses: ['10.0.0.11/24', 'fd00::11/64'], interface: 'eth0' },
          lb2: { addresses: ['10.0.0.12/24', 'fd00::12/64'], interface: 'eth0' },
        },
        vips: { edge: { addresses: ['10.0.0.100/24', 'fd00::100/64'] } },
        log,
        services: { web, bytes, datagrams },
        pools,
      }),
    );
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const span = fc.constantFrom('50ms', '1s', '1500ms', '1m', '2h', '1d');
const networks = fc.subarray(['10.0.0.0/8', '192.168.1.7', 'fd00::/16', '0.0.0.0/0']);
const hosts = fc.subarray(['a.example.org', 'B.example.org', `${'x'.repeat(60)}.example.org`, 'fd00::7'], {
  minLength: 1,
});
const paths = fc.constantFrom('/', '/a', '/a/', '/a/b', '/a%20b', '/a;b', '/a{b}', '/~x', '/$x', '/=');

function pool(mode: 'http' | 'tcp' | 'udp') {
  const ways = ['roundrobin', 'static-rr', 'leastconn', 'source', 'random'];
  const more = mode === 'http' ? ['uri', 'hdr X-Id', 'url_param id'] : [];
  return fc
    .record({
      balance: maybe(fc.constantFrom(...ways, ...more)),
      check: maybe(fc.constantFrom(false, { every: '1500ms', fall: 5 }, { send: 'a', expect: 'b' })),
      tls:
        mode === 'udp'
          ? fc.constant(undefined)
          : maybe(fc.constantFrom({ name: 'in.example.org' }, { verify: false })),
      proxyProtocol: mode === 'tcp' ? maybe(fc.constant(1)) : fc.constant(undefined),
      retries: maybe(fc.integer({ min: 0, max: 100 })),
      redispatch: maybe(fc.boolean()),
      timeouts: maybe(fc.record({ connect: span, server: span, tunnel: span })),
      servers: fc
        .array(
          fc.record({
            weight: maybe(fc.integer({ min: 0, max: 256 })),
            backup: maybe(fc.boolean()),
            maxConnections: maybe(fc.integer({ min: 1, max: 1_000_000 })),
            six: fc.boolean(),
          }),
          { minLength: 1, maxLength: 5 },
        )
        .map((list) =>
          Object.fromEntries(
            list.map(({ six, ...server }, index) => [
              `s${index}`,
              defined({ address: six ? `[fd00::2${index}]:80` : `10.0.0.2${index}:80`, ...server }),
            ]),
          ),
        ),
    })
    .map(defined);
}

function tls(certificate: string, redirect: boolean) {
  return fc
    .record({
      certificate: fc.constant(certificate),
      minimum: maybe(fc.constantFrom('TLSv1.2', 'TLSv1.3')),
      ciphers: maybe(fc.constantFrom('ECDHE+AESGCM', 'HIGH:!aNULL')),
      redirectFrom: redirect ? maybe(fc.constant(80)) : fc.constant(undefined),
    })
    .map(defined);
}

function httpService(certificate: string) {
  return fc
    .record({
      engine: fc.constant('nginx'),
      vip: fc.constant('edge'),
      mode: fc.constant('http'),
      listen: fc.constantFrom(443, [443, 8443]),
      pool: maybe(fc.constant('h0')),
      tls: maybe(tls(certificate, true)),
      routes: fc.array(
        fc.record({ host: maybe(hosts), path: maybe(paths), pool: fc.constantFrom('h0', 'h1') }).map(defined),
        { maxLength: 6 },
      ),
      health: maybe(fc.constantFrom('/health', '/a')),
      forwardedFor: maybe(fc.boolean()),
      acceptProxy: maybe(fc.constant({ from: ['10.0.0.0/24', 'fd00::1'] })),
      allow: networks,
      deny: networks,
      rateLimit: maybe(
        fc.record({
          requests: fc.integer({ min: 1, max: 1_000_000 }),
          per: fc.constantFrom('1s', '7s', '1h'),
        }),
      ),
      http2: maybe(fc.boolean()),
      hsts: maybe(fc.constant('365d')),
      timeouts: maybe(fc.record({ client: span, httpRequest: span, keepAlive: span })),
      maxConnections: maybe(fc.integer({ min: 1, max: 1_000_000 })),
    })
    .map(defined);
}

function streamService(mode: 'tcp' | 'udp', name: string, certificate: string) {
  return fc
    .record({
      engine: fc.constant('nginx'),
      vip: fc.constant('edge'),
      mode: fc.constant(mode),
      listen: fc.constantFrom(514, [514, 1514]),
      pool: fc.constant(name),
      tls: mode === 'tcp' ? maybe(tls(certificate, false)) : fc.constant(undefined),
      acceptProxy: mode === 'tcp' ? maybe(fc.constant({ from: ['10.0.0.0/24'] })) : fc.constant(undefined),
      allow: networks,
      deny: networks,
    })
    .map(defined);
}

/** Without what is not said. */
function defined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}
