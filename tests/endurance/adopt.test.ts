import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import {
  adopt,
  BY_DISTRIBUTION,
  BY_HOLDFAST,
  beginAdopt,
  beginEndlessRequest,
  killAdopt,
  stateOf,
  unitsOf,
} from '../support/adopting.ts';
import {
  ADOPTED_SPEC,
  serveByDistribution,
  serveByNginx,
  speakByUnicast,
} from '../support/distribution-pair.ts';
import { PackagePair, type Seen } from '../support/package-pair.ts';
import { waitUntil } from '../support/wait-until.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('adopt, on two hosts whose distribution serves', { concurrency: 1 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hf-debs-'));
  const figures: Record<string, Seen> = {};
  let pair: PackagePair;

  const holds = async (name: string): Promise<void> => {
    await waitUntil(`${name} alone has the VIP`, 30_000, async () => {
      const holders = await pair.holders();
      return holders.length === 1 && holders[0] === name;
    });
  };

  /** `most` may be lost: where the VIP moves, requests that are in flight in those milliseconds are reset. */
  const measure = async (what: string, most: number, work: () => Promise<void>): Promise<void> => {
    figures[what] = await pair.whileAsked(work);
    assert.ok(figures[what].lost <= most, `${what}: ${JSON.stringify(figures[what])}`);
    assert.ok(figures[what].asked > 200, `${what}: the client asked ${figures[what].asked} times`);
  };

  before(async () => {
    const args = ['tools/build-deb.ts', '--out', folder, '--version', '0.1.0', '--compression', 'none'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    pair = await PackagePair.boot();
    for (const host of pair.hosts) {
      await serveByDistribution(host);
      await pair.install(host, stdout.trim());
    }
    await holds('lb1');
  });

  after(async () => {
    await pair?.end();
    rmSync(folder, { recursive: true, force: true });
    for (const [what, { asked, lost, how, slowestMs }] of Object.entries(figures))
      process.stdout.write(
        `# ${what}: ${lost} of ${asked} new connections lost${how.length === 0 ? '' : ` (${how.join(', ')})`}, the slowest took ${slowestMs} ms\n`,
      );
  });

  it('writes the spec of what runs, says what is missing, and touches nothing else', async () => {
    const host = pair.host('lb2');
    const { code, text } = await adopt(host, '--name', 'adopted', '--address', 'lb1=10.77.0.11/24');
    assert.equal(code, 1, text);
    assert.match(text, /Nothing else was touched/);
    const spec = readFileSync(join(host.root, 'etc/holdfast/holdfast.yaml'), 'utf8');
    for (const words of ['10.77.0.100/24', 'routerId: 51', 'address: 10.77.0.12/24', '10.77.0.11'])
      assert.ok(spec.includes(words), `${words}\n${spec}`);
    assert.deepEqual(await unitsOf(host), BY_DISTRIBUTION);
  });

  it('refuses an ordinary user, a host without certificates, and a spec whose VRRP the running pair would not understand', async () => {
    const host = pair.host('lb2');
    const asNobody = await host.run(
      'sh',
      '-c',
      'setpriv --reuid=65534 --regid=65534 --clear-groups holdfast adopt --dry-run 2>&1; true',
    );
    assert.match(asNobody, /host\/adopt-needs-root/);
    for (const { root } of pair.hosts)
      writeFileSync(join(root, 'etc/holdfast/holdfast.env'), 'VRRP_PASSWORD=seagrass\n', { mode: 0o600 });
    writeFileSync(
      join(host.root, 'etc/holdfast/holdfast.yaml'),
      ADOPTED_SPEC.replace('routerId: 51', 'routerId: 52'),
    );
    const { code, text } = await adopt(host, '--yes');
    assert.equal(code, 1, text);
    assert.match(text, /host\/adopt-vrrp-differs[^]*router id 51 -> 52/);
    assert.match(text, /host\/adopt-not-set-up/);
    assert.deepEqual(await unitsOf(host), BY_DISTRIBUTION);
  });

  it('refuses a pair that speaks by multicast, which can be changed without a loss', async () => {
    await pair.handOut(ADOPTED_SPEC);
    const [holder, standby] = [pair.host('lb1'), pair.host('lb2')];
    const refused = await adopt(standby, '--yes');
    assert.equal(refused.code, 1, refused.text);
    assert.match(refused.text, /host\/adopt-multicast/);
    assert.deepEqual(await unitsOf(standby), BY_DISTRIBUTION);
    await measure('multicast changed to unicast on the running pair', 2, async () => {
      await speakByUnicast(holder, standby);
      await holds('lb1');
    });
  });

  it('tells what it would do and touches nothing with --dry-run', async () => {
    const { code, text } = await adopt(pair.host('lb2'), '--dry-run');
    assert.equal(code, 0, text);
    assert.match(text, /1\. stop keepalived\.service/);
    assert.match(text, /What would behave otherwise than now/);
    assert.deepEqual(await unitsOf(pair.host('lb2')), BY_DISTRIBUTION);
    assert.ok(!existsSync(join(pair.host('lb2').root, 'var/lib/holdfast/adopt/record.json')));
    const ofHolder = await adopt(pair.host('lb1'), '--dry-run');
    assert.match(ofHolder.text, /host\/adopt-holder/);
  });

  it('adopts the standby without a lost connection, though a session of it does not end in time', async () => {
    const host = pair.host('lb2');
    await beginEndlessRequest(host);
    await measure('the standby adopted', 0, async () => {
      const { code, text } = await adopt(host, '--yes');
      assert.equal(code, 0, text);
    });
    assert.deepEqual(await unitsOf(host), BY_HOLDFAST);
    await holds('lb1');
    const again = await adopt(host, '--yes');
    assert.equal(again.code, 0, again.text);
    assert.match(again.text, /has served here since/);
  });

  it('can be killed at any step, and goes back', async () => {
    const host = pair.host('lb1');
    await measure('killed in five of its steps on the holder, each time gone back', 20, async () => {
      for (const step of [2, 3, 4, 6, 8]) {
        await killAdopt(host, step);
        const { code, text } = await adopt(host, '--undo', '--yes');
        assert.equal(code, 0, `killed in step ${step}: ${text}`);
        assert.deepEqual(await unitsOf(host), BY_DISTRIBUTION, `killed in step ${step}`);
        await holds('lb1');
        const copies = await host.run('ip', '-o', 'address', 'show', 'dev', 'lo');
        assert.ok(!copies.includes('10.77.0.100'), copies);
      }
    });
  });

  it('lives on when its terminal goes away, and goes back when it is told to end', async () => {
    const host = pair.host('lb1');
    await beginAdopt(host, 3);
    await host.run('sh', '-c', 'kill -HUP $(cat /tmp/adopt.pid); kill -TERM $(cat /tmp/adopt.pid)');
    await waitUntil('it has ended', 60_000, async () =>
      /ended/.test(await host.run('sh', '-c', 'kill -0 $(cat /tmp/adopt.pid) 2>/dev/null || echo ended')),
    );
    const words = readFileSync(join(host.root, 'tmp/adopt.log'), 'utf8');
    assert.match(words, /host\/adopt-undone[^]*Somebody broke it off/);
    assert.deepEqual(await unitsOf(host), BY_DISTRIBUTION);
    await holds('lb1');
  });

  it('goes on where it was killed', async () => {
    const host = pair.host('lb1');
    await killAdopt(host, 3);
    const { code, text } = await adopt(host, '--yes');
    assert.equal(code, 0, text);
    assert.match(text, /was broken off/);
    assert.deepEqual(await unitsOf(host), BY_HOLDFAST);
    await holds('lb1');
    assert.equal((await adopt(host, '--undo', '--yes')).code, 0);
    await holds('lb1');
  });

  it('moves the VIP of the holder as planned', async () => {
    const host = pair.host('lb1');
    await measure('the holder adopted', 5, async () => {
      const { code, text } = await adopt(host, '--yes');
      assert.equal(code, 0, text);
    });
    assert.deepEqual(await unitsOf(host), BY_HOLDFAST);
    await holds('lb1');
    await waitUntil('the pair is whole', 60_000, async () =>
      /redundancy full/.test(await host.run('sh', '-c', 'holdfast status || true')),
    );
  });

  it('goes back on the holder, beside an adopted standby, also from units that were added later', async () => {
    const host = pair.host('lb1');
    const later = 'holdfast-later-10.77.0.100-81.socket';
    const of80 = `/etc/systemd/system/holdfast-web-10.77.0.100-80.socket`;
    const add = `sed s/:80/:81/ ${of80} >/etc/systemd/system/${later}; systemctl enable ${later}`;
    await host.run('sh', '-ec', add);
    await measure('the holder gone back', 5, async () => {
      const { code, text } = await adopt(host, '--undo', '--yes');
      assert.equal(code, 0, text);
    });
    assert.deepEqual(await unitsOf(host), BY_DISTRIBUTION);
    await holds('lb1');
    assert.equal(await stateOf(host, later), 'inactive disabled');
    assert.equal((await adopt(host, '--undo', '--yes')).code, 1);
  });

  it('gives nothing away to a node that does not serve: it takes the VIP back, and undoes all', async () => {
    const host = pair.host('lb1');
    const stopped = "systemctl stop holdfast 'holdfast-*.socket' holdfast-foundation@host";
    await pair.host('lb2').run('sh', '-c', stopped);
    figures['the holder, beside a node that does not serve, undone'] = await pair.whileAsked(async () => {
      const { code, text } = await adopt(host, '--yes');
      assert.equal(code, 3, text);
      assert.match(text, /host\/adopt-other-silent/);
      assert.match(text, /host\/adopt-undone[^]*edge does not answer on another node/);
    });
    assert.deepEqual(await unitsOf(host), BY_DISTRIBUTION);
    await holds('lb1');
    await measure('afterwards', 0, async () => undefined);
  });

  it('takes over from an nginx that balances, which shares its ports with nobody, and back', async () => {
    const host = pair.host('lb2');
    const back = await adopt(host, '--undo', '--yes');
    assert.equal(back.code, 0, back.text);
    await serveByNginx(host);
    // What this node has accepted is not what the spec of today says.
    await host.run('rm', '-rf', '/var/lib/holdfast/revisions');
    const runs = {
      ...BY_DISTRIBUTION,
      'haproxy.service': 'inactive disabled',
      'nginx.service': 'active enabled',
    };
    const units = async () => ({
      ...(await unitsOf(host)),
      'nginx.service': await stateOf(host, 'nginx.service'),
    });
    assert.deepEqual(await units(), runs);
    await measure('the standby adopted from nginx', 0, async () => {
      const { code, text } = await adopt(host, '--yes');
      assert.equal(code, 0, text);
      assert.match(text, /stop nginx\.service[^]*start holdfast-/);
    });
    assert.deepEqual(await units(), { ...BY_HOLDFAST, 'nginx.service': 'inactive disabled' });
    assert.equal((await adopt(host, '--undo', '--yes')).code, 0);
    assert.deepEqual(await units(), runs);
  });
});
