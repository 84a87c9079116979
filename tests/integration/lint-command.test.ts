import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/holdfast', import.meta.url));

/** Runs it in a folder with these files, without anything on stdin. */
function folder(t: TestContext, files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-lint-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const lint = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync(bin, ['lint', ...words], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });
    assert.doesNotMatch(stdout + stderr, /^\s+at .*:\d+:\d+\)?$|This is a bug/m);
    return { status, stdout, stderr };
  };
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  return { root, lint, read };
}

const keepalived = (state: string, priority: number, own: number, peer: number) => `vrrp_script chk {
    script "/usr/bin/curl -sf -m 1 http://127.0.0.1:80/health"
    interval 2
    weight -30
    fall 2
    rise 2
    user keepalived_script
}
global_defs {
    enable_script_security
    script_user keepalived_script
}
vrrp_instance edge {
    state ${state}
    interface eth0
    virtual_router_id 77
    priority ${priority}
    advert_int 1
    unicast_src_ip 10.0.0.1${own}
    unicast_peer {
        10.0.0.1${peer}
    }
    virtual_ipaddress {
        10.0.0.100/24
    }
    track_script {
        chk
    }
}
`;
/** 100 - 30 is below 90, so this pair moves its address; with 60 it never would. */
const GOOD_PAIR = {
  'lb1/keepalived.conf': keepalived('BACKUP', 100, 1, 2),
  'lb2/keepalived.conf': keepalived('BACKUP', 90, 2, 1),
};
const BAD_PAIR = { ...GOOD_PAIR, 'lb2/keepalived.conf': keepalived('BACKUP', 60, 2, 1) };
/** Two findings, of which the first has a fix. */
const NGINX = `events {}
http {
    upstream app {
        keepalive 16;
        least_conn;
        server 10.0.0.1:80;
        server 10.0.0.2:80;
    }
    server {
        listen 80;
        location / {
            proxy_pass http://app;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
        }
    }
}
`;
const FIXABLE = 'nginx/keepalive-before-method';
const BROKEN = 'global\n    daemon\n    description "x\n';

interface Problem {
  code: string;
  severity: string;
  path: string;
  line: number;
}

const problems = (stdout: string) => JSON.parse(stdout) as Problem[];

describe('holdfast lint', () => {
  it('tells of a pair what no file alone tells, and nothing of a good one', (t) => {
    const bad = folder(t, BAD_PAIR).lint('.', '-o', 'json');
    const impossible = problems(bad.stdout).filter(({ code }) => code === 'pair/failover-impossible');
    assert.notEqual(impossible.length, 0, bad.stdout);
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /^lb1, lb2: looked at together, as the nodes of one site\.$/m);

    const good = folder(t, GOOD_PAIR).lint('.', '-o', 'json');
    assert.deepEqual(
      problems(good.stdout).filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.equal(good.status, 0);
  });

  it('takes the names of nodes from the command line', (t) => {
    const { lint } = folder(t, {
      'x/keepalived.conf': BAD_PAIR['lb1/keepalived.conf'],
      'y/keepalived.conf': BAD_PAIR['lb2/keepalived.conf'],
    });
    const { stdout, stderr } = lint('--node', 'one=x', '--node', 'two=y', '-o', 'json');
    assert.match(stderr, /^one, two: looked at together/m);
    assert.ok(problems(stdout).some(({ code }) => code === 'pair/failover-impossible'));
    assert.ok(problems(stdout).every(({ path }) => /^[xy]\/keepalived\.conf$/.test(path)));
  });

  it('shows place, line, reason and way out, and counts on stderr', (t) => {
    const { status, stdout, stderr } = folder(t, { 'haproxy.cfg': BROKEN }).lint('haproxy.cfg');
    assert.match(
      stdout,
      /^haproxy\.cfg:3:17 {2}error {2}haproxy\/unclosed-quote\n {2}3 \| {5}description "x\n {4}\| {17}\^+\n {2}The quote .*\n {2}Fix: .*\n\n/m,
    );
    assert.match(stderr, /^1 file \(1 haproxy\): \d+ errors?/m);
    assert.equal(status, 1);
  });

  it('prints every format, with the same exit code', (t) => {
    const { lint } = folder(t, { 'nginx.conf': NGINX, 'haproxy.cfg': BROKEN });
    const json = lint('.', '-o', 'json');
    assert.equal(json.status, 1);
    for (const problem of problems(json.stdout)) {
      assert.deepEqual(Object.keys(problem).sort(), [
        'code',
        'column',
        'line',
        'message',
        'path',
        'remedy',
        'severity',
      ]);
    }
    const sarif = lint('.', '-o', 'sarif');
    const [run] = (JSON.parse(sarif.stdout) as { runs: { results: { ruleId: string }[] }[] }).runs;
    assert.deepEqual(
      run?.results.map(({ ruleId }) => ruleId),
      problems(json.stdout).map(({ code }) => code),
    );
    const github = lint('.', '-o', 'github');
    assert.match(github.stdout, /^::error file=haproxy\.cfg,line=3,col=17,title=haproxy\/unclosed-quote::/m);
    const junit = lint('.', '-o', 'junit');
    assert.match(junit.stdout, /^<\?xml [^]*<failure type="haproxy\/unclosed-quote"[^]*<\/testsuites>\n$/);
    assert.deepEqual([sarif.status, github.status, junit.status], [1, 1, 1]);
  });

  it('fails on warnings only when asked to', (t) => {
    const { lint } = folder(t, { 'nginx.conf': NGINX });
    const { status, stdout } = lint('nginx.conf', '-o', 'json');
    const found = problems(stdout);
    assert.ok(found.some(({ code }) => code === FIXABLE));
    assert.ok(
      found.every(({ severity }) => severity === 'warning'),
      stdout,
    );
    assert.equal(status, 0);
    assert.equal(lint('nginx.conf', '--fail-on', 'warning').status, 1);
  });

  it('shows a fix as a patch that applies, and changes nothing by that', (t) => {
    const { lint, read, root } = folder(t, { 'nginx.conf': NGINX });
    const { stdout } = lint('nginx.conf', '--diff');
    assert.match(stdout, /^--- a\/nginx\.conf\n\+\+\+ b\/nginx\.conf\n@@ /);
    assert.equal(read('nginx.conf'), NGINX);
    const { status } = spawnSync('patch', ['-p1'], { cwd: root, input: stdout });
    assert.equal(status, 0);
    assert.match(read('nginx.conf'), /least_conn;\n {8}keepalive 16;/);
    assert.equal(lint('nginx.conf', '--diff').stdout, '');
  });

  it('fixes, keeps the mode, and finds no more of it', (t) => {
    const { lint, read, root } = folder(t, { 'nginx.conf': NGINX });
    chmodSync(join(root, 'nginx.conf'), 0o604);
    const { stdout, stderr } = lint('nginx.conf', '--fix', '-o', 'json');
    assert.match(read('nginx.conf'), /least_conn;\n {8}keepalive 16;/);
    assert.equal(statSync(join(root, 'nginx.conf')).mode & 0o777, 0o604);
    assert.match(stderr, /^\d+ findings? put right in 1 file\.$/m);
    assert.ok(!problems(stdout).some(({ code }) => code === FIXABLE));
    const fixed = read('nginx.conf');
    assert.match(lint('nginx.conf', '--fix').stderr, /^0 findings put right in 0 files\.$/m);
    assert.equal(read('nginx.conf'), fixed);
  });

  it('counts only what is new against a baseline, and tells what is gone', (t) => {
    const { lint, root } = folder(t, { 'haproxy.cfg': BROKEN });
    const first = lint('.', '--write-baseline', 'known.json');
    assert.equal(first.status, 0);
    const again = lint('.', '--baseline', 'known.json', '-o', 'json');
    assert.deepEqual([again.status, problems(again.stdout)], [0, []]);
    assert.match(again.stderr, /\d+ in the baseline/);

    writeFileSync(join(root, 'haproxy.cfg'), `# moved\n${BROKEN}    user "y\n`);
    const more = lint('.', '--baseline', 'known.json', '-o', 'json');
    assert.equal(more.status, 1);
    assert.deepEqual(
      problems(more.stdout)
        .filter(({ code }) => code === 'haproxy/unclosed-quote')
        .map(({ line }) => line),
      [5],
    );

    writeFileSync(join(root, 'haproxy.cfg'), 'global\n    daemon\n');
    assert.match(
      lint('.', '--baseline', 'known.json').stderr,
      /haproxy\/unclosed-quote in haproxy\.cfg, which is gone/,
    );
  });

  it('leaves alone what the baseline knows when it fixes', (t) => {
    const { lint, read } = folder(t, { 'nginx.conf': NGINX });
    lint('.', '--write-baseline', 'known.json');
    lint('nginx.conf', '--baseline', 'known.json', '--fix');
    assert.equal(read('nginx.conf'), NGINX);
  });

  it('hears comments with a reason, and reports those that do nothing', (t) => {
    const { lint } = folder(t, {
      'haproxy.cfg': BROKEN.replace(
        'daemon',
        'daemon\n    # holdfast-ignore haproxy/unclosed-quote: we test with it',
      ),
      'nginx.conf': '# holdfast-ignore nginx/no-such-rule: x\nevents {}\n',
    });
    const { stdout, stderr } = lint('.', '-o', 'json');
    const codes = problems(stdout).map(({ code }) => code);
    assert.ok(!codes.includes('haproxy/unclosed-quote'));
    assert.ok(codes.includes('lint/ignore-unknown-code'));
    assert.match(stderr, /1 suppressed by comments/);
  });

  it('lints what a spec generates, at the lines of the spec, after the problems of the spec', (t) => {
    const spec = readFileSync(join(dirname(bin), '../examples/web.yaml'), 'utf8');
    const { lint } = folder(t, { 'holdfast.yaml': spec, 'bad.yaml': `${spec}\nnonsense: 1\n` });
    const good = lint('-f', 'holdfast.yaml', '-o', 'json');
    assert.deepEqual([good.status, problems(good.stdout)], [0, []]);
    assert.match(good.stderr, /^holdfast\.yaml: no problems/m);
    const bad = lint('-f', 'bad.yaml', '-o', 'json');
    assert.equal(bad.status, 1);
    assert.equal(problems(bad.stdout)[0]?.code, 'spec/unknown-key');
  });

  it('reads what it can, tells what it cannot, and does not call that clean', (t) => {
    const { lint, root } = folder(t, { 'a/haproxy.cfg': 'global\n', 'b/nginx.conf': 'events {}\n' });
    const missing = lint('a', 'nowhere');
    assert.equal(missing.status, 3);
    assert.match(missing.stderr, /^Could not read nowhere: there is no such file\.$/m);
    symlinkSync('nowhere', join(root, 'b/more.conf'));
    const dangling = lint('.');
    assert.equal(dangling.status, 3);
    assert.match(dangling.stderr, /^Could not read b\/more\.conf: there is no such file\.$/m);
    assert.match(dangling.stderr, /^2 files \(1 haproxy, 1 nginx\)/m);
  });

  it('does not praise a folder without anything to lint', (t) => {
    const { lint } = folder(t, { 'notes.txt': 'x' });
    const { status, stdout, stderr } = lint('.');
    assert.equal(status, 3);
    assert.equal(stdout, '');
    assert.match(stderr, /^cli\/nothing-to-lint/);
    assert.match(lint('notes.txt').stdout, /lint\/unknown-file/);
  });

  it('answers wrong usage with exit code 2', (t) => {
    const { lint } = folder(t, { 'nginx.conf': NGINX });
    const wrong = [
      [],
      ['--fix', '-f', 'holdfast.yaml'],
      ['.', '-o', 'yaml'],
      ['.', '--fail-on', 'all'],
      ['.', '--objective', '100'],
      ['.', '--max-outage', '5'],
      ['.', '--node', 'lb1'],
      ['.', '--haproxy-version', 'new'],
      ['.', '--nonsense'],
    ];
    for (const words of wrong) assert.equal(lint(...words).status, 2, words.join(' '));
  });

  it('answers a broken baseline and one that is not there with exit code 3', (t) => {
    const { lint } = folder(t, { 'nginx.conf': NGINX, 'known.json': '{' });
    for (const file of ['known.json', 'nowhere.json']) {
      const { status, stderr } = lint('nginx.conf', '--baseline', file);
      assert.equal(status, 3);
      assert.match(stderr, /^cli\/bad-baseline/);
    }
  });

  it('reads a folder of a thousand files, and files of any bytes', (t) => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [
        `site${index}/app/haproxy.cfg`,
        `global\n    daemon\n# ${index}\n`,
      ]),
    );
    const { lint, root } = folder(t, many);
    writeFileSync(
      join(root, 'odd.cfg'),
      Buffer.from(Array.from({ length: 4096 }, (_, index) => index % 256)),
    );
    writeFileSync(
      join(root, 'keepalived.conf'),
      Buffer.from(Array.from({ length: 4096 }, (_, index) => 1 + (index % 255))),
    );
    const { status, stderr } = lint('.', '-o', 'json');
    assert.notEqual(status, 4);
    assert.match(stderr, /^Left out odd\.cfg: it is no text\.$/m);
    assert.match(stderr, /^1001 files \(1 keepalived, 1000 haproxy\)/m);
  });
});
