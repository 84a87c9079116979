import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentTimeoutTooShort } from './agent-timeout-too-short.ts';

const find = (text: string) => agentTimeoutTooShort.find(nginxSubject(text));

describe('agentTimeoutTooShort', () => {
  it('fires below three keep-alives', () => {
    const text = `events {}
stream {
server {
  listen 1514;
  proxy_timeout 29s;
  proxy_pass 10.0.0.1:1514;
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:3']);
    assert.equal(
      findings[0]?.message,
      'Sessions of agents (port 1514) end after 29s of silence; agents speak every 10s.',
    );
    assert.equal(findings[0]?.remedy, 'write "proxy_timeout 10m;", at least 30s.');
  });

  it('says nothing at three', () => {
    assert.deepEqual(
      find(`events {}
stream {
server { listen 1514; proxy_timeout 30; proxy_pass 10.0.0.1:1514; }
}
`),
      [],
    );
  });

  it('says nothing at the default', () => {
    assert.deepEqual(
      find(`events {}
stream {
server { listen 1514; proxy_pass 10.0.0.1:1514; }
}
`),
      [],
    );
  });

  it('says nothing of other ports', () => {
    assert.deepEqual(
      find(`events {}
stream {
server { listen 1515; proxy_timeout 5s; proxy_pass 10.0.0.1:1515; }
}
`),
      [],
    );
  });
});
