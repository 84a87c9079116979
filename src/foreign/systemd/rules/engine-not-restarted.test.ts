import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemdSubject } from '../../../../tests/support/foreign-subjects.ts';
import { engineNotRestarted } from './engine-not-restarted.ts';

const unit = (service: string, engine = 'haproxy') =>
  `[Unit]\nDescription=x\n\n[Service]\nExecStart=/usr/sbin/${engine} -Ws -f /etc/x.cfg\n${service}\n`;
const find = (text: string, path?: string) => engineNotRestarted.find(systemdSubject(text, path));

test('an engine without Restart= is found at its [Service]', () => {
  const [finding, ...others] = find(unit('Type=notify'));
  assert.deepEqual([finding?.at.line, finding?.at.column, others.length], [4, 1, 0]);
  assert.equal(
    finding?.message,
    'When haproxy dies, systemd does not start it again (Restart= is not said, which means no): every connection is refused.',
  );
});

test('Restart=no is found where it stands, an empty one counts as no', () => {
  const [no] = find(unit('Restart=no', 'keepalived'));
  assert.equal(no?.at.line, 6);
  assert.match(no?.message ?? '', /^When keepalived dies, .*\(Restart=no\): the VIP may stay/);
  assert.equal(find(unit('Restart=always\nRestart=', 'nginx'))[0]?.at.line, 7);
});

test('the last value counts', () => {
  assert.deepEqual(find(unit('Restart=no\nRestart=on-failure')), []);
});

test('other programs, drop-ins, tasks that run once and units without a command are left alone', () => {
  assert.deepEqual(find(unit('', 'haproxy-exporter')), []);
  assert.deepEqual(find(unit(''), '/etc/systemd/system/haproxy.service.d/x.conf'), []);
  assert.deepEqual(find(unit('Type=oneshot')), []);
  assert.deepEqual(find('[Service]\nLimitNOFILE=100000\n'), []);
  assert.deepEqual(find(unit('ExecStart=\nExecStart=/bin/true')), []);
});

test('prefixes and quotes of ExecStart are no part of the program', () => {
  assert.equal(find('[Service]\nExecStart=-@"/usr/sbin/nginx" nginx\n').length, 1);
});
