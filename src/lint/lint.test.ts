import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lintContext } from '../../tests/support/lint-subjects.ts';
import { lintFiles } from './lint.ts';

const BROKEN = 'global\n  daemon\ndefaults\n  description "x\n';
const CODE = 'haproxy/unclosed-quote';

function lint(files: Readonly<Record<string, string>>) {
  const given = Object.entries(files).map(([path, text]) => ({ path, text, node: undefined }));
  return lintFiles(given, lintContext(), [CODE]);
}

function places(files: Readonly<Record<string, string>>) {
  return lint(files)
    .findings.filter(({ problem: { code } }) => code === CODE)
    .map(({ problem: { path, line, column } }) => `${path}:${line}:${column}`);
}

describe('lintFiles', () => {
  it('finds what is wrong in each file, sorted by path', () => {
    assert.deepEqual(places({ 'lb2/haproxy.cfg': BROKEN, 'lb1/haproxy.cfg': BROKEN }), [
      'lb1/haproxy.cfg:4:15',
      'lb2/haproxy.cfg:4:15',
    ]);
  });

  it('tells a finding once where several nodes share the file', () => {
    const files = { 'haproxy.cfg': BROKEN, 'keepalived-master.conf': '', 'keepalived-backup.conf': '' };
    assert.deepEqual(
      lint(files).sites.map((nodes) => nodes.map(({ name }) => name)),
      [['master', 'backup']],
    );
    assert.deepEqual(places(files), ['haproxy.cfg:4:15']);
  });

  it('does not read what is none of its kinds', () => {
    const { files, findings } = lint({ 'notes.txt': BROKEN });
    assert.deepEqual(
      files.map(({ kind }) => kind),
      ['unknown'],
    );
    assert.deepEqual(findings, []);
  });

  it('takes an included file for what the including one is', () => {
    const { files } = lint({ 'nginx.conf': 'events {}\ninclude more;\n', more: 'user x;\n' });
    assert.deepEqual(
      files.map(({ kind }) => kind),
      ['nginx', 'nginx'],
    );
  });

  it('leaves out what another finding says with more knowledge', () => {
    const instance = (state: string) =>
      `vrrp_instance V {\n  state ${state}\n  interface eth0\n  virtual_router_id 7\n  priority ${state === 'MASTER' ? 100 : 90}\n  virtual_ipaddress {\n    10.0.0.9/24\n  }\n}\n`;
    const haproxy = 'defaults\n  mode http\nfrontend web\n  bind *:80\n  http-request return status 200\n';
    const pair = { 'lb1/keepalived.conf': instance('MASTER'), 'lb2/keepalived.conf': instance('BACKUP') };
    const tracks = (files: Readonly<Record<string, string>>) =>
      lint(files)
        .findings.map(({ problem: { path, line, code } }) => `${path}:${line} ${code}`)
        .filter((place) => /nothing-tracked|vip-without-check/.test(place));
    assert.deepEqual(tracks(pair), [
      'lb1/keepalived.conf:1 keepalived/nothing-tracked',
      'lb2/keepalived.conf:1 keepalived/nothing-tracked',
    ]);
    assert.deepEqual(tracks({ ...pair, 'lb1/haproxy.cfg': haproxy, 'lb2/haproxy.cfg': haproxy }), [
      'lb1/keepalived.conf:1 pair/vip-without-check',
    ]);
  });

  it('hears comments that suppress', () => {
    const text = BROKEN.replace('defaults', `defaults # holdfast-ignore ${CODE}: it is a test`);
    const { findings, suppressed } = lint({ 'haproxy.cfg': text });
    assert.deepEqual(
      findings.filter(({ problem: { code } }) => code === CODE),
      [],
    );
    assert.deepEqual(
      suppressed.map(({ problem: { code } }) => code),
      [CODE],
    );
  });

  it('hears comments of ossec.conf, which have an end', () => {
    const code = 'ossec/helper-option-missing';
    const text = `<cluster>\n  <!-- holdfast-ignore ${code}: made by hand -->\n  <haproxy_helper>\n    <frequency>60</frequency>\n  </haproxy_helper>\n</cluster>\n`;
    const { findings, suppressed } = lintFiles(
      [{ path: 'ossec.conf', text, node: undefined }],
      lintContext(),
    );
    assert.deepEqual([findings.length, suppressed.length], [0, 1]);
  });

  it('says nothing of nothing', () => {
    assert.deepEqual(lintFiles([], lintContext()), { files: [], sites: [], findings: [], suppressed: [] });
  });

  it('never throws, whatever stands in the files, and finds nothing outside of them', () => {
    const names = ['haproxy.cfg', 'keepalived.conf', 'nginx.conf', 'corosync.conf', 'pcs.sh', 'check.sh'];
    const more = ['sentinel.conf', 'patroni.yml', 'x.zone', 'x.service', 'sysctl.conf', 'docker-compose.yml'];
    const words = fc.constantFrom(
      ...[
        'global',
        'frontend',
        'backend',
        'listen',
        'server',
        'bind',
        'timeout',
        'option',
        'mode',
        'http',
        'check',
      ],
      ...[
        'vrrp_instance',
        'vrrp_script',
        'virtual_ipaddress',
        'priority',
        'include',
        '10.0.0.1/24',
        ':80',
        '*',
      ],
      ...[
        'upstream',
        'location',
        'proxy_pass',
        'keepalive',
        'if',
        'case',
        'esac',
        'pcs resource create',
        '$(',
        'key:',
      ],
      ...[
        '{',
        '}',
        ';',
        '"',
        "'",
        '\\',
        '#',
        '!',
        '$X',
        '@a',
        '[Unit]',
        '=',
        '-',
        '@ IN SOA',
        '300',
        '99999999999',
      ],
      ...['\n', '\n', '\n  ', '\n  ', '\t', '\r\n', '# holdfast-ignore a/b: c', '\u00e4', '\u0000'],
    );
    const text = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' '));
    const folder = fc.constantFrom('lb1/', 'lb2/', '');
    const path = fc.tuple(folder, fc.constantFrom(...names, ...more)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.dictionary(path, text, { maxKeys: 4 }), (files) => {
        for (const { problem } of lint(files).findings) {
          const lines = (files[problem.path] ?? assert.fail(`no file ${problem.path}`)).split('\n');
          const place = `${problem.path}:${problem.line}:${problem.column} ${problem.code}`;
          assert.ok(problem.line >= 1 && problem.line <= lines.length, place);
          assert.ok(
            problem.column >= 1 && problem.column <= (lines[problem.line - 1] ?? '').length + 1,
            place,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
