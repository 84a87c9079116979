import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { CHECKOUT, eventually, Ground, HOSTS } from '../../bench/pods/ground.ts';
import { measureEvent } from '../../bench/pods/measure-event.ts';
import { PodmanHost } from '../../bench/pods/podman.ts';
import type { Pod } from '../../src/pods/pod.ts';
import { readSite } from '../../src/site/read-site.ts';

const SPEC = `${CHECKOUT}examples/web.yaml`;

describe('a pair in Podman, in network namespaces that no process owns', { timeout: 480_000 }, () => {
  let ground: Ground;
  let hosts: readonly PodmanHost[];
  let pods: readonly Pod[];

  before(async () => {
    const { site } = readSite(readFileSync(SPEC), SPEC);
    assert.ok(site !== undefined);
    ground = await Ground.open();
    hosts = HOSTS.map((host) => new PodmanHost(ground, host));
    for (const host of hosts) await host.buildImage();
    pods = await Promise.all(hosts.map((host) => host.bringUp(site, 'members', SPEC)));
    assert.ok(await eventually(isServed, 60_000), 'nobody serves');
  });
  after(async () => {
    await Promise.allSettled((hosts ?? []).map((host) => host.podman('rm', '-af', '-t', '1')));
    await ground?.close();
  });

  const isServed = async (): Promise<boolean> =>
    (await ground.run('client', ['curl', '-sf', '-m', '1', '-o', '/dev/null', 'http://10.77.0.100/']))
      .code === 0;
  const interfaceOf = (host: PodmanHost): Promise<string> =>
    ground.must(host.host, [
      'ip',
      '-n',
      `holdfast-lb${host.host.slice(1)}`,
      '-o',
      'addr',
      'show',
      'dev',
      'eth0',
    ]);
  const holder = async (): Promise<number> => {
    const held = await Promise.all(
      hosts.map(async (host) => (await interfaceOf(host)).includes('10.77.0.100/')),
    );
    return held.indexOf(true);
  };

  it('keeps network and VIP when the holder and an engine are removed and made anew', async () => {
    const index = await holder();
    const [host, pod] = [hosts[index], pods[index]];
    assert.ok(host !== undefined && pod !== undefined);
    const namespace = await ground.must(host.host, [
      'stat',
      '-Lc',
      '%i',
      `/run/netns/holdfast-lb${index + 1}`,
    ]);
    const seen = await measureEvent(
      ground,
      async () => {
        await host.podman('rm', '-f', '-t', '5', 'holdfast-lb-node');
        await host.start(pod, 0);
        await host.podman('rm', '-f', '-t', '5', 'holdfast-haproxy');
        await host.start(pod, 1);
      },
      4_000,
    );
    assert.ok(!seen.isDark, JSON.stringify(seen));
    assert.match(await interfaceOf(host), /10\.77\.0\.1[12]\/24/);
    assert.equal(
      await ground.must(host.host, ['stat', '-Lc', '%i', `/run/netns/holdfast-lb${index + 1}`]),
      namespace,
    );
    const { code, stdout, stderr } = await ground.run(
      host.host,
      host.command(process.execPath, `${CHECKOUT}src/cli/main.ts`, 'pod', 'status', '--engine', 'podman'),
    );
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /holdfast-keepalived +running +net:\[\d+\] +eth0 +well/);
  });
});
