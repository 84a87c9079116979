import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importedNginx as imported } from '../../../tests/support/imported-nginx.ts';

const HEADERS = 'proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;';
/** Line 1 opens http, 2 and 3 are upstreams, `body` begins on line 4. */
const http = (body: string, headers = HEADERS) =>
  `http { ${headers}\nupstream web { server 10.0.0.21:80; }\nupstream api { server 10.0.0.31:80; }\n${body}\n}\n`;
const WEB = 'location / { proxy_pass http://web; }';
const API = 'location / { proxy_pass http://api; }';
const passing = (words: string) => imported(http(`server { ${words} }`));

describe('locations', () => {
  it('become routes, the longest path first', () => {
    const { services, differences, codes } = passing(
      `${WEB} location /a/ { proxy_pass http://api; } location ^~ /a/b/ { proxy_pass http://web; }`,
    );
    assert.deepEqual(services['http-80']?.['routes'], [
      { path: '/a/b/', pool: 'web' },
      { path: '/a/', pool: 'api' },
    ]);
    assert.deepEqual([differences, codes], [[], []]);
  });

  it('are told where the prefix becomes narrower', () => {
    const { codes, differences, messages } = passing(`${WEB}\nlocation /a { proxy_pass http://api; }`);
    assert.deepEqual(codes, ['import/changed:5']);
    assert.match(messages, /location \/a also took \/ax to api; the route takes \/a and what lies below it/);
    assert.deepEqual(differences, [
      'listener 192.168.1.100:80: routes: api if (path_beg /a) -> api if (path_beg /a or below)',
    ]);
  });

  it('that no route can say are left out with their place', () => {
    const { codes, text } = passing(
      `${WEB}\nlocation = /x { proxy_pass http://api; }\nlocation ~ \\.php$ { proxy_pass http://api; }\nlocation @back { proxy_pass http://api; }\nlocation /files/ { root /srv; gzip on; }\nlocation /old/ { fastcgi_pass 127.0.0.1:9000; }`,
    );
    assert.deepEqual(
      codes,
      [3, 5, 6, 7, 8, 9].map((line) => `import/left-out:${line}`),
    );
    assert.doesNotMatch(text, /routes:/);
  });

  it('that choose by a variable or write the path by a variable are left out', () => {
    const { codes } = passing(
      `${WEB}\nlocation /a/ { proxy_pass http://$x; }\nlocation /b/ { proxy_pass http://web/$1; }`,
    );
    assert.deepEqual(codes, ['import/left-out:3', 'import/left-out:5', 'import/left-out:6']);
  });

  it('that answer a fixed text stay as raw lines of the service', () => {
    const { text, codes } = passing(
      `${WEB}\nlocation /health { return 200 "ok\\n"; }\nlocation = /no { return 404; }`,
    );
    assert.match(
      text,
      /http-request return status 200 content-type text\/plain string "ok\\n" if \{ path_beg -- \/health \}\n +http-request return status 404 if \{ path -m str -- \/no \}/,
    );
    assert.deepEqual(codes, ['import/left-out:3', 'import/kept-raw:5', 'import/kept-raw:6']);
  });

  it('that answer a text with a variable, or before a longer one, are left out', () => {
    const { text, codes } = passing(
      `${WEB}\nlocation /h { return 200 $host; }\nlocation /a { return 200 a; }\nlocation /a/b/ { proxy_pass http://api; }`,
    );
    assert.doesNotMatch(text, /http-request return/);
    assert.deepEqual(codes, ['import/left-out:5', 'import/left-out:6']);
  });

  it('in other locations are left out', () => {
    const { codes } = passing(
      `location / { proxy_pass http://web;\nlocation /api/ { proxy_pass http://api; } }`,
    );
    assert.deepEqual(codes, ['import/left-out:3', 'import/left-out:5']);
  });

  it('about nginx itself are replaced', () => {
    assert.deepEqual(passing(`${WEB}\nlocation /s { stub_status; }`).codes, [
      'import/left-out:3',
      'import/replaced:5',
    ]);
  });
});

describe('names', () => {
  it('become routes by host; the default server takes the rest', () => {
    const { services, differences, codes } = imported(
      http(
        `server { server_name b.example.org c.example.org; ${API} }\nserver { listen 80 default_server; server_name a.example.org; ${WEB} }`,
      ),
    );
    const service = services['a.example.org'];
    assert.deepEqual(service?.['routes'], [{ host: ['b.example.org', 'c.example.org'], pool: 'api' }]);
    assert.equal(service?.['pool'], 'web');
    assert.deepEqual([differences, codes], [[], []]);
  });

  it('without a default server are the first one and routes', () => {
    const { services } = imported(
      http(`server { server_name a.example.org; ${WEB} }\nserver { server_name b.example.org; ${API} }`),
    );
    assert.deepEqual(services['a.example.org']?.['routes'], [{ host: 'b.example.org', pool: 'api' }]);
  });

  it('that no client can ask for are none', () => {
    const { services } = imported(http(`server { server_name _ ""; ${WEB} }`));
    assert.deepEqual(Object.keys(services), ['http-80']);
  });

  it('that are patterns are left out', () => {
    const { codes, messages } = imported(
      http(
        `server { ${WEB} }\nserver { server_name *.example.org b.example.org; ${API} }\nserver { server_name ~^x; ${API} }`,
      ),
    );
    assert.deepEqual(codes, ['import/left-out:5', 'import/left-out:6']);
    assert.match(messages, /Of "server_name \*\.example\.org b\.example\.org" \*\.example\.org is left out/);
  });

  it('whose server does not pass on everything are told', () => {
    const { codes } = imported(
      http(
        `server { ${WEB} }\nserver { server_name b.example.org; location /a/ { proxy_pass http://api; } }`,
      ),
    );
    assert.deepEqual(codes, ['import/changed:5']);
  });
});

describe('the servers behind', () => {
  it('may be an address without an upstream', () => {
    const { pools, differences } = passing('location / { proxy_pass http://10.0.0.9:8080; }');
    assert.deepEqual(pools['10.0.0.9']?.['servers'], { '10.0.0.9': '10.0.0.9:8080' });
    assert.deepEqual(differences, []);
  });

  it('are reached by TLS that nginx does not verify unless told to', () => {
    assert.match(
      passing('location / { proxy_pass https://10.0.0.9; }').text,
      /tls: \{ verify: false \}[^]*10\.0\.0\.9:443/,
    );
    const verified = passing(
      'proxy_ssl_verify on; proxy_ssl_trusted_certificate /ca.pem; proxy_ssl_name app.example.org; location / { proxy_pass https://web; }',
    );
    assert.deepEqual(verified.pools['web']?.['tls'], { ca: '/ca.pem', name: 'app.example.org' });
    assert.deepEqual(verified.differences, []);
    const named = passing('proxy_ssl_server_name on; location / { proxy_pass https://app.example.org; }');
    assert.deepEqual(named.pools['app.example.org']?.['tls'], { verify: false, name: 'app.example.org' });
  });

  it('are a pool for each way to ask them', () => {
    const { services, pools, differences } = passing(
      `${WEB} location /slow/ { proxy_pass http://web; proxy_read_timeout 10m; } location /other/ { proxy_pass http://web; }`,
    );
    assert.deepEqual(services['http-80']?.['routes'], [
      { path: '/other/', pool: 'web' },
      { path: '/slow/', pool: 'web-slow' },
    ]);
    assert.deepEqual(pools['web-slow']?.['timeouts'], { server: '10m' });
    assert.deepEqual(differences, []);
  });

  it('get the path that nginx writes', () => {
    const { text, codes } = passing(`${WEB}\nlocation /api.v1/ { proxy_pass http://api/; }`);
    assert.match(text, /http-request replace-path '\^\/api\\\.v1\/\(\.\*\)' '\/\\1'/);
    assert.deepEqual(codes, ['import/kept-raw:5']);
    assert.doesNotMatch(passing('location / { proxy_pass http://web/; }').text, /replace-path/);
  });

  it('have a tunnel as silent as an answer where clients may upgrade', () => {
    const { pools, differences } = passing(
      `proxy_read_timeout 2h; location / { proxy_pass http://web; proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }`,
    );
    assert.deepEqual(pools['web']?.['timeouts'], { server: '2h', tunnel: '2h' });
    assert.deepEqual(differences, []);
  });
});

describe('headers of requests', () => {
  const headers = (words: string) =>
    imported(http(`server { ${WEB} }`, `proxy_set_header Host $host;\n${words}\n`));

  it('with the address of the client are forwardedFor', () => {
    assert.doesNotMatch(headers('proxy_set_header X-Forwarded-For $remote_addr;').text, /forwardedFor/);
    assert.match(headers('').text, /forwardedFor: false/);
    const added = headers(
      'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;',
    );
    assert.doesNotMatch(added.text, /forwardedFor|raw/);
    assert.deepEqual(added.codes.slice(0, 1), ['import/changed:2']);
  });

  it('stay as raw lines where HAProxy can give the same value', () => {
    for (const [value, format] of [
      ['X-Real-IP $remote_addr', 'X-Real-IP %[src]'],
      ['X-Forwarded-Proto $scheme', 'X-Forwarded-Proto %[ssl_fc,iif(https,http)]'],
      [
        'X-Url "$scheme://$host$request_uri"',
        'X-Url %[ssl_fc,iif(https,http)]://%[req.hdr(host),host_only]%[pathq]',
      ],
      ['X-Rate "100% of it"', 'X-Rate "100%% of it"'],
      ['Host app.example.org', 'Host app.example.org'],
    ] as const) {
      const { text, codes } = headers(`proxy_set_header ${value};`);
      assert.ok(text.includes(`http-request set-header ${format}\n`), text);
      assert.deepEqual(codes.slice(0, 1), ['import/kept-raw:2'], value);
    }
    assert.match(headers('proxy_set_header X-Gone "";').text, /http-request del-header X-Gone\n/);
  });

  it('are left out where it cannot', () => {
    const { text, codes } = headers('proxy_set_header X-Id $request_id;');
    assert.deepEqual(codes.slice(0, 1), ['import/left-out:2']);
    assert.doesNotMatch(text, /raw:/);
  });

  it('that only pass on what the client sent need nothing', () => {
    assert.doesNotMatch(
      headers('proxy_set_header X-A $http_x_a; proxy_set_header Connection "";').text,
      /raw:/,
    );
  });

  it('without Host got the name behind proxy_pass', () => {
    const { codes, messages } = imported(http(`server { ${WEB} }`, ''));
    assert.ok(codes.includes('import/changed:4'));
    assert.match(messages, /nginx sent the servers "Host: web"/);
    const { text } = imported(http('server { location / { proxy_pass http://app.example.org; } }', ''));
    assert.match(text, /http-request set-header Host app\.example\.org\n/);
  });
});
