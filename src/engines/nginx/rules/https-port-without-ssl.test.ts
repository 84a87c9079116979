import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { httpsPortWithoutSsl } from './https-port-without-ssl.ts';

const find = (text: string) => httpsPortWithoutSsl.find(nginxSubject(text));

describe('httpsPortWithoutSsl', () => {
  it('fires and writes ssl where there is a certificate', () => {
    const text = `events {}
http {
ssl_certificate a;
server {
  listen 443 default_server;
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:10']);
    assert.equal(
      findings[0]?.message,
      'This server listens on 0.0.0.0:443 without "ssl": it speaks plain HTTP where clients expect HTTPS.',
    );
    assert.equal(findings[0]?.remedy, 'write "ssl" behind it.');
    const fixed = applyEdits(text, findings[0]?.fix ?? []);
    assert.equal(
      fixed,
      `events {}
http {
ssl_certificate a;
server {
  listen 443 ssl default_server;
}
}
`,
    );
    assert.equal(find(fixed).length, 0);
  });

  it('has no fix without a certificate', () => {
    const text = `events {}
http {
server {
  listen [::]:443;
}
}
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:10']);
    assert.equal(
      findings[0]?.message,
      'This server listens on [::]:443 without "ssl": it speaks plain HTTP where clients expect HTTPS.',
    );
    assert.equal(findings[0]?.remedy, 'write "ssl" behind it and give an ssl_certificate and its key.');
  });

  it('says nothing with ssl', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
listen 443 ssl;
}
}
`),
      [],
    );
  });

  it('says nothing where another server on the socket has it', () => {
    assert.deepEqual(
      find(`events {}
http {
server { listen 443 ssl; }
server { listen *:443; server_name b; }
}
`),
      [],
    );
  });

  it('says nothing of other ports', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
listen 8443;
}
}
`),
      [],
    );
  });

  it('says nothing of streams', () => {
    assert.deepEqual(
      find(`events {}
stream {
server { listen 443; proxy_pass 10.0.0.1:443; }
}
`),
      [],
    );
  });

  it('says nothing of the old directive', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
listen 443;
ssl on;
}
}
`),
      [],
    );
  });

  it('says nothing behind a balancer that speaks the PROXY protocol', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
listen 443 proxy_protocol;
}
}
`),
      [],
    );
  });

  it('says nothing of QUIC', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
listen 443 quic;
}
}
`),
      [],
    );
  });

  it('says nothing where another file may say it', () => {
    assert.deepEqual(find(`server { listen 443; }`), []);
  });

  it('says nothing where an include may say it', () => {
    assert.deepEqual(
      find(`events {}
http {
server {
listen 443;
include ssl.conf;
}
}
`),
      [],
    );
  });
});
