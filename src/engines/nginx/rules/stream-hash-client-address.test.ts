import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { streamHashClientAddress } from './stream-hash-client-address.ts';

const find = (text: string) => streamHashClientAddress.find(nginxSubject(text));

describe('streamHashClientAddress', () => {
  it('fires at hash', () => {
    const text = `events {}
stream {
upstream a {
  hash $remote_addr consistent;
  server 10.0.0.1:1;
  server 10.0.0.2:1;
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:3']);
    assert.equal(
      findings[0]?.message,
      'The upstream a chooses the server by $remote_addr: all clients behind one NAT come to one of its 2 servers.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "least_conn;", or "hash $remote_addr$remote_port;" where no client needs the same server again.',
    );
  });

  it('fires at the other name', () => {
    const text = `events {}
stream {
upstream a {
  hash $binary_remote_addr;
  server 10.0.0.1:1;
  server 10.0.0.2:1;
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:3']);
    assert.equal(
      findings[0]?.message,
      'The upstream a chooses the server by $binary_remote_addr: all clients behind one NAT come to one of its 2 servers.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "least_conn;", or "hash $remote_addr$remote_port;" where no client needs the same server again.',
    );
  });

  it('knows a stream by the servers beside it', () => {
    const text = `upstream a {
  hash $remote_addr;
  server 10.0.0.1:1;
  server 10.0.0.2:1;
}
server { listen 1; proxy_pass a; }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      'The upstream a chooses the server by $remote_addr: all clients behind one NAT come to one of its 2 servers.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "least_conn;", or "hash $remote_addr$remote_port;" where no client needs the same server again.',
    );
  });

  it('says nothing of HTTP', () => {
    assert.deepEqual(
      find(`events {}
http {
upstream a {
  hash $remote_addr;
  server 10.0.0.1:1;
  server 10.0.0.2:1;
}
}
`),
      [],
    );
  });

  it('says nothing of other keys', () => {
    assert.deepEqual(
      find(`events {}
stream {
upstream a {
  hash $remote_addr$remote_port;
  server 10.0.0.1:1;
  server 10.0.0.2:1;
}
}
`),
      [],
    );
  });

  it('says nothing of one server', () => {
    assert.deepEqual(
      find(`events {}
stream {
upstream a { hash $remote_addr; server 10.0.0.1:1; }
}
`),
      [],
    );
  });

  it('says nothing where nothing tells what it is', () => {
    assert.deepEqual(
      find(`upstream a {
  hash $remote_addr;
  server 10.0.0.1:1;
  server 10.0.0.2:1;
}`),
      [],
    );
  });
});
