import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { engineStartedOnTakeover } from './engine-started-on-takeover.ts';

const notify = (master: string, backup = ':') =>
  `#!/bin/bash\ncase "$1" in\nmaster)\necho "Became MASTER" | logger\n${master}\n;;\nbackup) ${backup} ;;\nesac\n`;
const find = (text: string) => engineStartedOnTakeover.find(scriptSubject(text, 'notify.sh'));

test('a balancer that is started for MASTER is found', () => {
  const [finding, ...others] = find(notify('systemctl start nginx'));
  assert.deepEqual([finding?.at.line, finding?.at.column, others.length], [5, 1, 0]);
  assert.match(finding?.message ?? '', /^nginx is started when this node has already taken the VIP/);
  assert.equal(find('case $3 in "MASTER"|x) service haproxy restart;; esac\n').length, 1);
});

test('a reload, another service, another state, or no state at all, are fine', () => {
  assert.deepEqual(find(notify('systemctl reload haproxy\nsystemctl start conntrackd')), []);
  assert.deepEqual(find(notify(':', 'systemctl start nginx')), []);
  assert.deepEqual(find('systemctl start nginx\n'), []);
  assert.deepEqual(find(`${notify(':')}systemctl start nginx\n`), []);
});
