import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importedNginx as imported } from '../../../tests/support/imported-nginx.ts';

const http = (body: string) =>
  `http { proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;\nupstream web { server 10.0.0.21:80; }\n${body}\n}\n`;
const ALL = 'location / { proxy_pass http://web; }';
const CERTIFICATE = 'ssl_certificate /etc/a.pem; ssl_certificate_key /etc/a.pem;';
const tls = (words: string, listen = 'listen 443 ssl http2;') => `server { ${listen} ${words} ${ALL} }`;

describe('TLS', () => {
  it('ends with the certificate, its oldest version and its ciphers', () => {
    const { services, differences, codes } = imported(
      http(tls(`${CERTIFICATE} ssl_protocols TLSv1.3; ssl_ciphers HIGH:!aNULL;`)),
    );
    assert.deepEqual(services['https-443']?.tls, {
      certificate: '/etc/a.pem',
      minimum: 'TLSv1.3',
      ciphers: 'HIGH:!aNULL',
    });
    assert.equal(services['https-443']?.['http2'], undefined);
    assert.deepEqual([differences, codes], [[], []]);
  });

  it('with a key of its own is told with the order that puts them together', () => {
    const { messages, codes } = imported(
      http(tls('\nssl_certificate /etc/a.crt;\nssl_certificate_key /etc/a.key;')),
    );
    assert.deepEqual(codes, ['import/changed:4']);
    assert.match(messages, /On each node: ln -s \/etc\/a\.key \/etc\/a\.crt\.key$/);
    assert.deepEqual(
      imported(http(tls('ssl_certificate /etc/a.crt; ssl_certificate_key /etc/a.crt.key;'))).codes,
      [],
    );
  });

  it('of several servers on a socket has a certificate of each, the default first', () => {
    const other = 'ssl_certificate /etc/b.pem; ssl_certificate_key /etc/b.pem; server_name b.example.org;';
    const { services, differences } = imported(
      http(
        `${tls(other, 'listen 443 ssl;')}\n${tls(`${CERTIFICATE} http2 on;`, 'listen 443 ssl default_server;')}`,
      ),
    );
    const [service] = Object.values(services);
    assert.deepEqual(service?.tls?.['certificates'], ['/etc/a.pem', '/etc/b.pem']);
    assert.equal(service?.['http2'], undefined);
    assert.deepEqual(differences, []);
  });

  it('without HTTP/2 stays without', () => {
    const { services } = imported(http(tls(CERTIFICATE, 'listen 443 ssl;')));
    assert.equal(services['https-443']?.['http2'], false);
  });

  it('that browsers are to insist on is hsts', () => {
    const hsts = (value: string) =>
      imported(http(tls(`${CERTIFICATE}\nadd_header Strict-Transport-Security ${value} always;`)));
    assert.equal(hsts('max-age=31536000').services['https-443']?.['hsts'], '365d');
    assert.deepEqual(hsts('max-age=31536000').codes, []);
    const { services, codes, messages } = hsts('"max-age=3600; includeSubDomains"');
    assert.equal(services['https-443']?.['hsts'], '1h');
    assert.deepEqual(codes, ['import/changed:4']);
    assert.match(messages, /says max-age alone, without includeSubDomains\.$/);
    assert.deepEqual(hsts('$x').codes, ['import/left-out:4']);
  });

  it('older than TLSv1.2 is told', () => {
    const { messages, codes } = imported(http(tls(`${CERTIFICATE}\nssl_protocols TLSv1 TLSv1.1 TLSv1.2;`)));
    assert.deepEqual(codes, ['import/changed:4']);
    assert.match(messages, /TLSv1 and TLSv1\.1 were spoken; the oldest version of a spec is TLSv1\.2\./);
  });

  it('without a certificate that a spec can name is left out', () => {
    const { codes, services } = imported(http(`server { ${ALL} }\n${tls('ssl_certificate cert.pem;')}`));
    assert.deepEqual(Object.keys(services), ['http-80']);
    assert.deepEqual(codes, ['import/left-out:4', 'import/left-out:4']);
  });
});

describe('a plain port that sends clients to https', () => {
  const both = (plain: string) => imported(http(`${tls(CERTIFICATE)}\n${plain}`));

  it('becomes redirectFrom in each of its spellings', () => {
    for (const words of [
      'return 301 https://$host$request_uri;',
      'return 301 https://$server_name$request_uri;',
      'rewrite ^ https://$http_host$request_uri? permanent;',
      'rewrite ^/(.*)$ https://$host/$1 permanent;',
      'location / { return 301 https://$host$request_uri; }',
      'if ($host = a.example.org) { return 301 https://$host$request_uri; } return 404;',
    ]) {
      const { services, differences, codes } = both(`server { listen 80; ${words} }`);
      assert.equal(services['https-443']?.tls?.['redirectFrom'], 80, words);
      assert.deepEqual([Object.keys(services), differences, codes], [['https-443'], [], []], words);
    }
  });

  it('in the server that also ends TLS', () => {
    const { services, differences, codes } = imported(
      http(
        tls(
          `${CERTIFICATE} if ($scheme = http) { return 301 https://$host$request_uri; }`,
          'listen 80; listen 443 ssl;',
        ),
      ),
    );
    assert.equal(services['https-443']?.tls?.['redirectFrom'], 80);
    assert.deepEqual([differences, codes], [[], []]);
  });

  it('with another name or status than 301 is told', () => {
    const { codes, messages } = both('server { return 302 https://shop.example.org$request_uri; }');
    assert.deepEqual(codes, ['import/changed:4']);
    assert.match(
      messages,
      /^It sent clients to shop\.example\.org, "redirectFrom" to the name that they asked for; it answered 302, "redirectFrom" answers 301\.$/,
    );
    assert.deepEqual(both('server { server_name a.org; return 301 https://a.org$request_uri; }').codes, []);
  });

  it('with files of its own tells that they are gone', () => {
    const { codes } = both(
      'server {\nlocation /.well-known/ { root /srv; }\nreturn 301 https://$host$request_uri;\n}',
    );
    assert.deepEqual(codes, ['import/left-out:5']);
  });

  it('without a service that ends TLS is left out', () => {
    const { codes, services } = imported(
      http(`server { listen 8080; ${ALL} }\nserver { return 301 https://$host$request_uri; }`),
    );
    assert.deepEqual(codes, ['import/left-out:4']);
    assert.deepEqual(Object.keys(services), ['http-8080']);
  });

  it('among servers that pass on stays as a raw line', () => {
    const { text, codes } = imported(
      http(
        `server { server_name a.org; ${ALL} }\nserver { server_name www.a.org; return 301 https://a.org$request_uri; }`,
      ),
    );
    assert.match(
      text,
      /http-request redirect prefix https:\/\/a\.org code 301 if \{ req\.hdr\(host\),host_only -i -- www\.a\.org \}/,
    );
    assert.deepEqual(codes, ['import/kept-raw:4']);
  });
});

describe('clients', () => {
  it('that may connect are said in the service when the order allows it', () => {
    const { services, codes } = imported(
      http(`server { deny 10.1.0.0/16; allow 10.0.0.0/8; allow fd00::/8; deny all; ${ALL} }`),
    );
    assert.deepEqual(services['http-80']?.['allow'], ['10.0.0.0/8', 'fd00::/8']);
    assert.deepEqual(services['http-80']?.['deny'], ['10.1.0.0/16']);
    assert.deepEqual(codes, []);
  });

  it('of a location stay as raw lines of its pool', () => {
    const { pools, codes } = imported(
      http(`server {\nlocation / { proxy_pass http://web;\ndeny 10.1.0.1;\nallow 10.0.0.0/8;\ndeny all; } }`),
    );
    assert.deepEqual(pools['web']?.['raw'], {
      haproxy: 'http-request deny if { src 10.1.0.1 }\nhttp-request deny if !{ src 10.0.0.0/8 }\n',
    });
    assert.deepEqual(
      codes,
      [5, 6, 7].map((line) => `import/kept-raw:${line}`),
    );
  });

  it('in another order are told, for nobody is kept out then', () => {
    const { services, codes, messages } = imported(
      http(`server {\nallow 10.0.0.0/8;\ndeny 10.1.0.0/16;\ndeny all;\n${ALL} }`),
    );
    assert.equal(services['http-80']?.['allow'], undefined);
    assert.deepEqual(codes, ['import/left-out:4', 'import/left-out:5', 'import/left-out:6']);
    assert.match(messages, /nobody is kept out now/);
  });
});

describe('a stream', () => {
  const stream = (body: string) =>
    imported(`stream {\nupstream agents { server 10.0.0.41:1514; }\n${body}\n}\n`);

  it('becomes a tcp service that is silent as long as before', () => {
    const { services, pools, differences, codes } = stream(
      'server { listen 1514; proxy_pass agents; proxy_timeout 2h; proxy_connect_timeout 3s; }',
    );
    assert.deepEqual(services['agents'], {
      vip: 'VI_1',
      listen: 1514,
      timeouts: { client: '2h' },
      pool: 'agents',
    });
    assert.deepEqual(pools['agents']?.['timeouts'], { connect: '3s', server: '2h', tunnel: '2h' });
    assert.deepEqual([differences, codes], [[], []]);
  });

  it('goes by 10 minutes when nothing is said', () => {
    assert.deepEqual(stream('server { listen 1514; proxy_pass agents; }').pools['agents']?.['timeouts'], {
      server: '10m',
      tunnel: '10m',
    });
  });

  it('of UDP is left out', () => {
    const { codes } = stream(
      'server { listen 1514; proxy_pass agents; }\nserver { listen 514 udp; proxy_pass agents; }',
    );
    assert.deepEqual(codes, ['import/left-out:4']);
  });

  it('speaks TLS and the PROXY protocol to the servers', () => {
    const { pools, differences } = stream(
      'server { listen 1514; proxy_pass agents; proxy_ssl on; proxy_protocol on; }',
    );
    assert.deepEqual(pools['agents']?.['tls'], { verify: false });
    assert.equal(pools['agents']?.['proxyProtocol'], 1);
    assert.deepEqual(differences, []);
  });

  it('listens on a range of ports', () => {
    assert.deepEqual(
      stream('server { listen 1514-1516; proxy_pass agents; }').services['agents']?.['listen'],
      [1514, 1515, 1516],
    );
  });

  it('may go to an address without an upstream', () => {
    const { services, codes } = imported('stream { server { listen 25; proxy_pass 10.0.0.9:2525; } }');
    assert.deepEqual([services['10.0.0.9']?.['pool'], codes], ['10.0.0.9', []]);
  });
});
