import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { askHaproxy, needCommands } from '../support/engines-accept.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'holdfast-import-'));
after(() => rmSync(folder, { recursive: true }));
before(() => needCommands({ haproxy: 'haproxy' }));

const ADDRESSES = ['--address', 'lb1=192.168.1.11/24', '--address', 'lb2=192.168.1.12/24'];

function holdfast(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

/** A pair as tutorials teach it, on folders of its own; the same haproxy.cfg, or nginx.conf, on both. */
function aPair(name: string, file = 'haproxy.cfg'): string {
  const pair = join(folder, name);
  for (const [node, state, priority] of [
    ['lb1', 'MASTER', 100],
    ['lb2', 'BACKUP', 90],
  ] as const) {
    mkdirSync(join(pair, node), { recursive: true });
    writeFileSync(join(pair, node, 'keepalived.conf'), keepalived(state, priority));
    cpSync(join(root, 'tests/fixtures/import', file), join(pair, node, file));
  }
  return pair;
}

const keepalived = (state: string, priority: number) => `vrrp_script check_haproxy {
    script "/usr/bin/curl -sf -m 1 http://127.0.0.1/health"
    interval 2
    timeout 2
    weight -20
}
vrrp_instance VI_1 {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.168.1.100/24
    }
    track_script {
        check_haproxy
    }
}
`;

/** The codes of what lint finds, advice left out, without repetition. */
function codesOf(...words: string[]): string[] {
  const { stdout } = holdfast('lint', ...words, '-o', 'json');
  const problems = JSON.parse(stdout) as { code: string; severity: string }[];
  return [
    ...new Set(problems.filter(({ severity }) => severity !== 'info').map(({ code }) => code)),
  ].toSorted();
}

test('a pair becomes a spec that is valid, that the engine accepts, and in which lint finds nothing new', async () => {
  const pair = aPair('whole');
  const { status, stdout, stderr } = holdfast('import', pair, ...ADDRESSES, '--name', 'shop');
  assert.equal(status, 0, stderr);
  const spec = join(folder, 'holdfast.yaml');
  writeFileSync(spec, stdout);
  assert.match(
    holdfast('validate', '-f', spec).stderr,
    /no problems; site shop has 2 nodes, 1 VIP, 2 services, 4 pools/,
  );

  const rendered = join(folder, 'rendered');
  assert.equal(holdfast('render', '-f', spec, '-o', rendered).status, 0);
  const file = join(rendered, 'lb1/haproxy.cfg');
  const sockets = [...readFileSync(file, 'utf8').matchAll(/bind fd@/g)].length;
  const text = readFileSync(file, 'utf8')
    .replaceAll(/<secret [^>]*>/g, 'x')
    .replaceAll(/ssl crt \S+ /g, '');
  writeFileSync(file, text);
  const verdict = await askHaproxy(file, sockets);
  assert.equal(verdict.code, 0, verdict.output);

  const before = codesOf(pair);
  const after = codesOf('-f', spec);
  assert.deepEqual(
    after.filter((code) => !before.includes(code)),
    [],
  );
});

/** What the lint says of nginx's ways, and of the same in HAProxy's. */
const SAME_AS = new Map([['haproxy/server-tls-not-verified', 'nginx/upstream-tls-unverified']]);

test('a pair that balances with nginx becomes a spec that is valid and that the engine accepts', async () => {
  const pair = aPair('nginx', 'nginx.conf');
  const { status, stdout, stderr } = holdfast('import', pair, ...ADDRESSES, '--name', 'shop');
  assert.equal(status, 0, stderr);
  const spec = join(folder, 'nginx.yaml');
  writeFileSync(spec, stdout);
  assert.match(
    holdfast('validate', '-f', spec).stderr,
    /no problems; site shop has 2 nodes, 1 VIP, 2 services, 6 pools/,
  );

  const rendered = join(folder, 'rendered-nginx');
  assert.equal(holdfast('render', '-f', spec, '-o', rendered).status, 0);
  const file = join(rendered, 'lb1/haproxy.cfg');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(/ssl crt .*$/gm, ''));
  const verdict = await askHaproxy(file, [...text.matchAll(/bind fd@/g)].length);
  assert.equal(verdict.code, 0, verdict.output);

  const before = codesOf(pair);
  const after = codesOf('-f', spec);
  // nginx asks its servers nothing, so that only the new checks can be found too weak; the import tells it as well. That
  // agents are pinned by their address is advice for nginx.conf.
  assert.deepEqual(
    after.filter((code) => !before.includes(SAME_AS.get(code) ?? code)),
    ['haproxy/agents-on-source-hash', 'haproxy/http-checked-by-connect'],
  );
  assert.match(stderr, /nginx\.conf:22:9 +warning +import\/changed\n +Upstream shop judges its servers by/);
});

test('import --check compares nginx with the HAProxy that takes its place', () => {
  const { status, stdout, stderr } = holdfast(
    'import',
    '--check',
    aPair('checked-nginx', 'nginx.conf'),
    ...ADDRESSES,
  );
  assert.equal(status, 1, stderr);
  const [routes = '', ...others] = stdout.trim().split('\n');
  assert.match(routes, /^listener 192\.168\.1\.100:443: routes: 10\.0\.1\.30 if .*\(path_beg \/v1\); .* -> /);
  assert.deepEqual(others, ['listener 127.0.0.1:8080: there -> not there']);
});

test('import --check names every difference, and exits 1 when there is one', () => {
  const { status, stdout, stderr } = holdfast('import', '--check', aPair('checked'), ...ADDRESSES);
  assert.equal(status, 1, stderr);
  assert.deepEqual(stdout.trim().split('\n'), [
    'listener 192.168.1.100:443: routes: api if (host api.example.org); admin if (path_beg /admin) -> api if (host api.example.org); admin if (path_beg /admin or below)',
    'listener 127.0.0.1:9000: there -> not there',
  ]);
});

test('an edited spec is compared instead of the imported one', () => {
  const pair = aPair('edited');
  const spec = join(folder, 'edited.yaml');
  const { stdout: text } = holdfast('import', pair, ...ADDRESSES);
  writeFileSync(spec, text.replace('10.0.1.10:8080', '10.0.1.99:8080'));
  const { stdout } = holdfast('import', '--check', '-f', spec, pair, ...ADDRESSES);
  assert.match(stdout, /pool shop, server 10\.0\.1\.10:8080: there -> not there/);
  assert.match(stdout, /pool shop, server 10\.0\.1\.99:8080: not there -> there/);
});

test('without the addresses of the nodes the spec has placeholders, and the exit code is 1', () => {
  const { status, stdout, stderr } = holdfast('import', aPair('unknown'));
  assert.equal(status, 1);
  assert.match(stdout, /lb1: \{ address: address-of-lb1, interface: eth0 \}/);
  assert.match(stderr, /import\/unknown-address\n.*\n {2}Fix: give it with --address/);
});

test('import --check tells what is missing of the files, not of a spec that nobody has yet', () => {
  const { status, stdout, stderr } = holdfast('import', '--check', aPair('unknown-check'));
  assert.deepEqual([status, stdout], [1, '']);
  assert.deepEqual(stderr.match(/\w+\/[\w-]+$/gm), ['import/unknown-address', 'import/unknown-address']);
});

test("a Wazuh master's HAProxy helper becomes a spec that validates, without its password", () => {
  const master = join(folder, 'ossec.conf');
  const options = { disabled: 'no', address: '192.168.1.100', user: 'helper', password: 'hunter2' };
  const lines = Object.entries(options).map(([name, value]) => `<haproxy_${name}>${value}</haproxy_${name}>`);
  writeFileSync(
    master,
    `<ossec_config>\n<cluster>\n<node_name>master</node_name>\n<nodes><node>192.168.1.21</node></nodes>\n<haproxy_helper>\n${lines.join('\n')}\n</haproxy_helper>\n</cluster>\n</ossec_config>\n`,
  );
  const { status, stdout, stderr } = holdfast('import', master, ...ADDRESSES);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^wazuh:\n {2}managers: \{ master: 192\.168\.1\.21 \}\n {2}discover: true$/m);
  assert.doesNotMatch(stdout + stderr, /hunter2/);
  assert.match(
    stderr,
    /ossec\.conf:8:1 +info +import\/replaced\n {2}haproxy_user, haproxy_password: there is no Data Plane API/,
  );
  const spec = join(folder, 'wazuh.yaml');
  writeFileSync(spec, stdout);
  assert.deepEqual(holdfast('validate', '-f', spec).status, 0);
});

test('an ossec.conf that is broken is told with its place, and one of an agent is nothing to import', () => {
  const broken = join(folder, 'broken', 'ossec.conf');
  mkdirSync(join(folder, 'broken'));
  writeFileSync(broken, '<ossec_config>\n  <cluster>\n    <node_name>master\n  </cluster>\n');
  const { stderr } = holdfast('import', broken);
  assert.match(stderr, /ossec\.conf:1:1 +error +ossec\/unreadable-markup[^]*ossec\.conf:3:5 +error/);
  assert.doesNotMatch(stderr, /\n\s+at /);
  const agent = join(root, 'tests/fixtures/seeds/wazuh/agent-failover/ossec.conf');
  assert.match(holdfast('import', agent).stderr, /no ossec\.conf of a Wazuh master/);
});

test('what cannot be read or is nothing to import is told in one breath', () => {
  assert.deepEqual(
    [['import'], ['import', join(folder, 'nothing')], ['import', join(root, 'package.json')]].map(
      (words) => holdfast(...words).status,
    ),
    [2, 3, 3],
  );
  assert.doesNotMatch(holdfast('import', join(root, 'package.json')).stderr, /\n\s+at /);
});
