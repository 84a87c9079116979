import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { workerConnectionsAboveNofile } from './worker-connections-above-nofile.ts';

const find = (text: string) => workerConnectionsAboveNofile.find(nginxSubject(text));

describe('workerConnectionsAboveNofile', () => {
  it('fires one above', () => {
    const text = `worker_rlimit_nofile 1024;
events {
  worker_connections 1025;
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:3']);
    assert.equal(
      findings[0]?.message,
      'A worker may open 1024 files (worker_rlimit_nofile, line 1), fewer than its 1025 worker_connections.',
    );
    assert.equal(findings[0]?.remedy, 'write "worker_rlimit_nofile 2050;".');
  });

  it('says nothing at the limit', () => {
    assert.deepEqual(
      find(`worker_rlimit_nofile 1024;
events {
  worker_connections 1024;
}
`),
      [],
    );
  });

  it('says nothing without a limit', () => {
    assert.deepEqual(
      find(`events {
  worker_connections 99999;
}
`),
      [],
    );
  });

  it('says nothing of what is no number', () => {
    assert.deepEqual(
      find(`worker_rlimit_nofile 1024;
events {
  worker_connections x;
}
`),
      [],
    );
  });
});
