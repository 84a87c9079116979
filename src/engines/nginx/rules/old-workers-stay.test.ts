import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { oldWorkersStay } from './old-workers-stay.ts';

const find = (text: string) => oldWorkersStay.find(nginxSubject(text));

describe('oldWorkersStay', () => {
  it('fires at the stream', () => {
    const text = `events {}
stream {
server { listen 1; proxy_pass 10.0.0.1:1; }
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:1']);
    assert.equal(
      findings[0]?.message,
      'TCP sessions are carried here and no worker_shutdown_timeout is set: each reload leaves a set of old workers behind until their last session ends.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "worker_shutdown_timeout 10m;" at the top, as long as sessions may take to move.',
    );
  });

  it('says nothing with a limit', () => {
    assert.deepEqual(
      find(`worker_shutdown_timeout 1m;
events {}
stream {

}
`),
      [],
    );
  });

  it('says nothing of HTTP alone', () => {
    assert.deepEqual(
      find(`events {}
http {

}
`),
      [],
    );
  });

  it('says nothing of a file for conf.d', () => {
    assert.deepEqual(find(`stream { }`), []);
  });

  it('says nothing where an include may say it', () => {
    assert.deepEqual(
      find(`include main.conf;
events {}
stream {

}
`),
      [],
    );
  });
});
