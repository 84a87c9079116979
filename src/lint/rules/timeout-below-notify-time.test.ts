import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintSiteOf, placesOf } from '../../../tests/support/lint-subjects.ts';
import { timeoutBelowNotifyTime } from './timeout-below-notify-time.ts';

const find = (files: Readonly<Record<string, string>>) =>
  timeoutBelowNotifyTime.find(lintSiteOf({ lb1: files }));

test('tells both figures and where they stand', () => {
  const findings = find({
    'ossec.conf': `<client><notify_time>60</notify_time></client>
`,
    'haproxy.cfg': `frontend agents
 mode tcp
 timeout client 1m
 bind :1514
`,
  });
  assert.deepEqual(placesOf(findings), ['3:17']);
  assert.match(
    findings[0]?.message ?? '',
    /timeout client of frontend agents is 60 s, and agents are silent for 60 s \(notify_time, lb1\/ossec.conf:1\)/,
  );
});

test('the longest one counts', () => {
  const findings = find({
    'ossec.conf': `<client><notify_time>10</notify_time></client>
<client><notify_time>90</notify_time></client>
`,
    'haproxy.cfg': `frontend agents
 mode tcp
 timeout client 1m
 bind :1514
`,
  });
  assert.deepEqual(placesOf(findings), ['3:17']);
  assert.match(findings[0]?.message ?? '', /silent for 90 s/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find({
      'ossec.conf': `<client><notify_time>59</notify_time></client>
`,
      'haproxy.cfg': `frontend agents
 mode tcp
 timeout client 1m
 bind :1514
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client/>`,
      'haproxy.cfg': `frontend agents
 mode tcp
 timeout client 1s
 bind :1514
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client><notify_time>x</notify_time></client>
`,
      'haproxy.cfg': `frontend agents
 mode tcp
 timeout client 1s
 bind :1514
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client><notify_time>60</notify_time></client>
`,
      'haproxy.cfg': `frontend agents
 mode tcp
 timeout client 1m
 bind :1515
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'ossec.conf': `<client><notify_time>60</notify_time></client>
`,
    }),
    [],
  );
  assert.deepEqual(
    find({
      'haproxy.cfg': `frontend agents
 mode tcp
 timeout client 1m
 bind :1514
`,
    }),
    [],
  );
});
