import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import type { LintContext } from '../../lint-context.ts';
import { workerConnectionsBelowSessions } from './worker-connections-below-sessions.ts';

const find = (text: string, context: Partial<LintContext> = {}) =>
  workerConnectionsBelowSessions.find(nginxSubject(text, context));

describe('workerConnectionsBelowSessions', () => {
  it('fires one session below', () => {
    const text = `events {
  worker_connections 199;
}
`;
    const findings = find(text, { sessions: 100 });
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      '199 worker_connections are 99 proxied sessions for 1 worker; 100 must be carried.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "worker_connections 264;" and a worker_rlimit_nofile above that.',
    );
    assert.equal(findings[0]?.severity, 'error');
  });

  it('multiplies by the workers', () => {
    const text = `worker_processes 4;
events {
  worker_connections 100;
}
`;
    const findings = find(text, { sessions: 201 });
    assert.deepEqual(placesOf(findings), ['3:3']);
    assert.equal(
      findings[0]?.message,
      '100 worker_connections are 200 proxied sessions for 4 workers; 201 must be carried.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "worker_connections 166;" and a worker_rlimit_nofile above that.',
    );
    assert.equal(findings[0]?.severity, 'error');
  });

  it('takes the default of 512', () => {
    const text = `events {}
`;
    const findings = find(text, { sessions: 257 });
    assert.deepEqual(placesOf(findings), ['1:1']);
    assert.equal(
      findings[0]?.message,
      '512 worker_connections are 256 proxied sessions for 1 worker; 257 must be carried.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "worker_connections 578;" and a worker_rlimit_nofile above that.',
    );
    assert.equal(findings[0]?.severity, 'error');
  });

  it('warns where the workers are as many as the CPUs', () => {
    const text = `worker_processes auto;
events {
  worker_connections 1024;
}
`;
    const findings = find(text, { sessions: 5000 });
    assert.deepEqual(placesOf(findings), ['3:3']);
    assert.equal(
      findings[0]?.message,
      '1024 worker_connections are 512 proxied sessions for one worker; 5000 must be carried. It takes 10 evenly filled workers to carry them, and "auto" makes as many as there are CPUs.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "worker_connections 10064;" and a worker_rlimit_nofile above that.',
    );
    assert.equal(findings[0]?.severity, 'warning');
  });

  it('says nothing at exactly enough', () => {
    assert.deepEqual(
      find(
        `events {
  worker_connections 200;
}
`,
        { sessions: 100 },
      ),
      [],
    );
  });

  it('says nothing at exactly enough for all workers', () => {
    assert.deepEqual(
      find(
        `worker_processes 4;
events {
  worker_connections 100;
}
`,
        { sessions: 200 },
      ),
      [],
    );
  });

  it('says nothing at the default', () => {
    assert.deepEqual(find(`events {}`, { sessions: 256 }), []);
  });

  it('says nothing where nobody said how many', () => {
    assert.deepEqual(
      find(`events {
  worker_connections 1;
}
`),
      [],
    );
  });

  it('says nothing of a file without events', () => {
    assert.deepEqual(find(`http {}`, { sessions: 9999 }), []);
  });

  it('says nothing of what is no number', () => {
    assert.deepEqual(
      find(
        `events {
  worker_connections many;
}
`,
        { sessions: 9999 },
      ),
      [],
    );
  });

  it('says nothing where an include may say it', () => {
    assert.deepEqual(find(`events { include e.conf; }`, { sessions: 9999 }), []);
  });
});
