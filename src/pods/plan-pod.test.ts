import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { webSite } from '../../tests/support/web-site.ts';
import { readSite } from '../site/read-site.ts';
import type { Site } from '../site/site.ts';
import { composeUnit } from './compose-unit.ts';
import { memberFiles } from './member-files.ts';
import { planPod } from './plan-pod.ts';
import type { Pod, PodOptions } from './pod.ts';
import { podmanArguments } from './podman-arguments.ts';
import { printCompose } from './print-compose.ts';
import { printQuadlet } from './print-quadlet.ts';
import { printUnits } from './print-units.ts';

const OPTIONS: PodOptions = {
  engine: 'docker',
  style: 'one',
  network: 'macvlan',
  parents: {},
  gateways: [],
  image: 'holdfast:1',
};

function planned(options: Partial<PodOptions>, site: Site = webSite()): Pod {
  const [node] = site.nodes;
  assert.ok(node !== undefined);
  const { pod, problems } = planPod(site, node, { ...OPTIONS, ...options });
  assert.ok(pod !== undefined, JSON.stringify(problems));
  return pod;
}

/** A web service of HAProxy's and syslog by UDP, which nginx takes; or both nginx's. */
function mixedSite(web: 'haproxy' | 'nginx' = 'haproxy'): Site {
  const text = `version: 1
name: mixed
nodes:
  lb1: { address: 10.77.0.11/24, interface: eth0 }
  lb2: { address: 10.77.0.12/24, interface: eth0 }
vips: { edge: { address: 10.77.0.100/24 } }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web, engine: ${web} }
  syslog: { vip: edge, listen: 514, mode: udp, pool: logs }
pools:
  web: { servers: { web1: 10.77.0.21:8080 } }
  logs: { servers: { log1: 10.77.0.21:1514 } }
log: { address: stdout }
`;
  const { site, problems } = readSite(Buffer.from(text), 'mixed.yaml');
  assert.ok(site !== undefined, JSON.stringify(problems));
  return site;
}

function codes(options: Partial<PodOptions>, site: Site = webSite()): readonly string[] {
  const [node] = site.nodes;
  assert.ok(node !== undefined);
  return planPod(site, node, { ...OPTIONS, ...options }).problems.map(({ code }) => code);
}

test('by default a node is one container with an address on the LAN, a root that is read-only and no right too many', () => {
  const file = parse(printCompose(planned({ parents: { eth0: 'ens18' }, gateways: ['10.77.0.1'] })));
  assert.deepEqual(Object.keys(file.services), ['lb-node']);
  const service = file.services['lb-node'];
  assert.equal(service.networks.eth0.ipv4_address, '10.77.0.11');
  assert.equal(service.read_only, true);
  assert.deepEqual(service.cap_drop, ['ALL']);
  assert.deepEqual(service.cap_add, ['NET_ADMIN', 'NET_RAW', 'SETUID', 'SETGID', 'KILL']);
  assert.equal(service.restart, 'always');
  assert.equal(service.sysctls['net.ipv4.ip_nonlocal_bind'], '1');
  assert.deepEqual(file.networks.eth0, {
    driver: 'macvlan',
    driver_opts: { parent: 'ens18' },
    ipam: { config: [{ subnet: '10.77.0.0/24', gateway: '10.77.0.1' }] },
  });
});

test('members join the network of lb-node, end themselves in one that is gone, and have two rights at most', () => {
  const { services } = parse(printCompose(planned({ style: 'members' })));
  assert.deepEqual(Object.keys(services), ['lb-node', 'haproxy', 'keepalived']);
  for (const name of ['haproxy', 'keepalived']) {
    assert.equal(services[name].network_mode, 'service:lb-node');
    assert.deepEqual(services[name].healthcheck.test, [
      'CMD-SHELL',
      '/usr/lib/holdfast/pod home || kill -TERM 1',
    ]);
    assert.deepEqual(services[name].depends_on, { 'lb-node': { condition: 'service_started' } });
  }
  assert.deepEqual(services.keepalived.cap_add, ['NET_ADMIN', 'NET_RAW']);
  assert.equal(services.haproxy.cap_add, undefined);
  assert.equal(services['lb-node'].environment.HOLDFAST_VIPS, 'edge=10.77.0.100=100=50=tcp/10.77.0.100:80');
});

test('a member binds its addresses itself, and tells nobody by a FIFO', () => {
  const site = webSite();
  const [node] = site.nodes;
  assert.ok(node !== undefined);
  const [haproxy, keepalived] = memberFiles(site, node);
  assert.match(haproxy?.text ?? '', /^ {4}bind 10\.77\.0\.100:80$/m);
  assert.doesNotMatch(haproxy?.text ?? '', /fd@/);
  assert.doesNotMatch(keepalived?.text ?? '', /fifo/);
  assert.match(keepalived?.text ?? '', /track_file edge/);
});

test('a site with nginx has it as a member, with HAProxy where a service needs both, and each is asked whether it listens', () => {
  const site = mixedSite();
  const { services } = parse(printCompose(planned({ style: 'members' }, site)));
  assert.deepEqual(Object.keys(services), ['lb-node', 'haproxy', 'nginx', 'keepalived']);
  assert.equal(services.nginx.user, 'www-data');
  assert.equal(services.nginx.read_only, true);
  assert.equal(services.nginx.cap_add, undefined);
  assert.match(
    services['lb-node'].environment.HOLDFAST_VIPS,
    /=tcp\/10\.77\.0\.100:80,udp\/10\.77\.0\.100:514$/,
  );
  const [node] = site.nodes;
  assert.ok(node !== undefined);
  const text = (name: string) =>
    memberFiles(site, node).find(({ path }) => path === `config/${name}`)?.text ?? '';
  assert.match(text('nginx.conf'), /listen 10\.77\.0\.100:514 udp;/);
  assert.doesNotMatch(text('nginx.conf'), /^user /m);
  assert.match(text('nginx.conf'), /access_log \/dev\/stdout session;/);
  // Each engine counts its descriptors from 3: one's may not be taken for the other's.
  assert.match(text('haproxy.cfg'), /^ {4}bind 10\.77\.0\.100:80$/m);
  assert.doesNotMatch(text('haproxy.cfg'), /:514/);
});

test('nginx alone needs no HAProxy beside it, and nobody checks its servers: that is said', () => {
  const site = mixedSite('nginx');
  const [node] = site.nodes;
  assert.ok(node !== undefined);
  const { pod, problems } = planPod(site, node, { ...OPTIONS, style: 'members' });
  assert.deepEqual(
    pod?.containers.map(({ name }) => name),
    ['lb-node', 'nginx', 'keepalived'],
  );
  assert.deepEqual(
    problems.map(({ code, severity }) => `${severity} ${code}`),
    ['warning pods/checks-in-members'],
  );
});

test('members have a service of the host beside them, which starts those that Docker left down', () => {
  const unit = composeUnit(planned({ style: 'members' }));
  assert.deepEqual(
    unit.map(({ path }) => path),
    ['holdfast-pod@.service'],
  );
  assert.match(unit[0]?.text ?? '', /^PartOf=docker\.service$/m);
  assert.match(unit[0]?.text ?? '', /^WorkingDirectory=%f$/m);
  assert.deepEqual(composeUnit(planned({})), []);
});

test('the network of the host takes no sysctls from a container, and tells which it wants', () => {
  const text = printCompose(planned({ network: 'host' }));
  const { services, networks } = parse(text);
  assert.equal(services['lb-node'].network_mode, 'host');
  assert.equal(services['lb-node'].sysctls, undefined);
  assert.equal(networks, undefined);
  assert.match(text, /^# {3}net\.ipv4\.ip_nonlocal_bind = 1$/m);
});

test('what containers cannot do is a problem with a place', () => {
  const site = webSite();
  const [first, ...rest] = site.nodes;
  assert.ok(first !== undefined);
  const renamed = {
    ...site,
    nodes: [{ ...first, interfaces: first.interfaces.map((one) => ({ ...one, name: 'ens18' })) }, ...rest],
  };
  assert.deepEqual(codes({}, renamed), ['pods/interface-name']);
  assert.deepEqual(codes({ network: 'host' }, renamed), []);
  assert.deepEqual(codes({ engine: 'podman' }, renamed), []);
  assert.deepEqual(codes({ network: 'namespace' }), ['pods/namespace-needs-podman']);
  assert.deepEqual(codes({ style: 'members', network: 'host' }), ['pods/members-on-host-network']);
  const stats = { port: 8404, user: 'admin', password: { env: 'STATS' } };
  assert.deepEqual(codes({ style: 'members' }, { ...site, stats }), ['pods/secret-in-members']);
});

test('secrets of the environment are passed on, folders of files are mounted', () => {
  const stats = { port: 8404, user: 'admin', password: { env: 'STATS' } };
  const { services } = parse(
    printCompose(planned({}, { ...webSite(), stats, errorPages: { 503: '/srv/pages/503.http' } })),
  );
  assert.ok('STATS' in services['lb-node'].environment);
  assert.ok(services['lb-node'].volumes.includes('/srv/pages:/srv/pages:ro'));
});

test('Podman gets units; on a namespace that no process owns, with the service that makes it', () => {
  const options = { engine: 'podman', network: 'namespace' } as const;
  const paths = printQuadlet(planned(options)).map(({ path }) => path);
  assert.deepEqual(paths, [
    'units/holdfast.container',
    'units/holdfast-state.volume',
    'units/holdfast-netns.service',
  ]);
  const [container, , namespace] = printQuadlet(planned(options)).map(({ text }) => text);
  assert.match(container ?? '', /^Network=ns:\/run\/netns\/holdfast-lb1$/m);
  assert.match(container ?? '', /^Requires=holdfast-netns\.service$/m);
  assert.match(namespace ?? '', /ip netns exec holdfast-lb1 sysctl -qw net\.ipv4\.ip_nonlocal_bind=1/);
});

test('members of a quadlet pod live in the network of the pod', () => {
  const files = printQuadlet(planned({ engine: 'podman', style: 'members' }));
  const text = (name: string) => files.find(({ path }) => path === `units/${name}`)?.text ?? '';
  assert.match(
    text('holdfast.pod'),
    /^Network=holdfast-eth0\.network:ip=10\.77\.0\.11,interface_name=eth0$/m,
  );
  for (const name of ['holdfast', 'holdfast-haproxy', 'holdfast-keepalived']) {
    assert.match(text(`${name}.container`), /^Pod=holdfast\.pod$/m);
    assert.doesNotMatch(text(`${name}.container`), /^(Network|Sysctl)=/m);
  }
});

test('Podman 4 gets services that call it', () => {
  const pod = planned({ engine: 'podman', style: 'members' });
  const [holder, haproxy] = printUnits(pod).map(({ text }) => text);
  assert.match(holder ?? '', /podman network create -d macvlan -o parent=eth0/);
  assert.match(haproxy ?? '', /^BindsTo=holdfast\.service$/m);
  assert.match(haproxy ?? '', /--network=container:holdfast-lb-node/);
  const [first] = pod.containers;
  assert.ok(podmanArguments(pod, first, 0).includes('--cap-drop=all'));
});
