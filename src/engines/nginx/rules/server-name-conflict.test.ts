import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { serverNameConflict } from './server-name-conflict.ts';

const find = (text: string) => serverNameConflict.find(nginxSubject(text));

describe('serverNameConflict', () => {
  it('fires at the second name', () => {
    const text = `events {}
http {
server { listen 80; server_name a b; }
server { listen *:80; server_name c B; }
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:37']);
    assert.equal(
      findings[0]?.message,
      'The server at nginx.conf:3 also has the server_name b and listens on 0.0.0.0:80: this one gets no request for it.',
    );
    assert.equal(
      findings[0]?.remedy,
      'put the two together, or give one of them another name or another address.',
    );
  });

  it('fires at a server without a name', () => {
    const text = `events {}
http {
server { listen 80; }
server { root /x; }
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:1']);
    assert.equal(
      findings[0]?.message,
      'The server at nginx.conf:3 also has no server_name and listens on 0.0.0.0:80: this one gets no request for it.',
    );
    assert.equal(
      findings[0]?.remedy,
      'put the two together, or give one of them another name or another address.',
    );
  });

  it('compares IPv6 sockets and Unix sockets', () => {
    const text = `events {}
http {
server { listen [::]:80; listen unix:/x; server_name a; }
server { listen unix:/x; server_name a; }
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:38']);
    assert.equal(
      findings[0]?.message,
      'The server at nginx.conf:3 also has the server_name a and listens on unix:/x: this one gets no request for it.',
    );
    assert.equal(
      findings[0]?.remedy,
      'put the two together, or give one of them another name or another address.',
    );
  });

  it('says nothing about other ports and names', () => {
    assert.deepEqual(
      find(`events {}
http {
server { listen 80; server_name a; }
server { listen 81; server_name a; }
server { listen 80; server_name b; }
}
`),
      [],
    );
  });

  it('says nothing about a name twice in one server', () => {
    assert.deepEqual(
      find(`events {}
http {
server { listen 80; server_name a a; }
}
`),
      [],
    );
  });

  it('says nothing about streams', () => {
    assert.deepEqual(
      find(`events {}
stream {
server { listen 80; proxy_pass 10.0.0.1:1; }
server { listen 81; proxy_pass 10.0.0.1:1; }
}
`),
      [],
    );
  });

  it('says nothing where an include may name it', () => {
    assert.deepEqual(
      find(`events {}
http {
server { include n.conf; }
server { listen 80; }
}
`),
      [],
    );
  });

  it('says nothing about port 80 of two addresses', () => {
    assert.deepEqual(
      find(`events {}
http {
server { listen 10.0.0.1; }
server { listen 10.0.0.2:80; }
}
`),
      [],
    );
  });
});
