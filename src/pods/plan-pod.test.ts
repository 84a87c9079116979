import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { webSite } from '../../tests/support/web-site.ts';
import type { Site } from '../site/site.ts';
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
  assert.deepEqual(problems, []);
  assert.ok(pod !== undefined);
  return pod;
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
  assert.equal(service.restart, 'unless-stopped');
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
  assert.equal(services['lb-node'].environment.HOLDFAST_VIPS, 'edge=10.77.0.100=100=50');
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
