import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ADDRESSES,
  importedNginx as imported,
  nginxPair as pair,
} from '../../../tests/support/imported-nginx.ts';
import { importFiles } from '../import-files.ts';

/** What stands in an http block, with the headers that mean what Holdfast does. */
const http = (body: string) =>
  `http {\nproxy_set_header Host $host;\nproxy_set_header X-Forwarded-For $remote_addr;\n${body}}\n`;
const WEB = 'upstream web { server 10.0.0.21:8080; }\n';
const server = (body: string, listen = 'listen 80;') => `server {\n${listen}\n${body}\n}\n`;
const ALL = 'location / { proxy_pass http://web; }';
const plain = (upstream: string) => imported(http(`${upstream}${server(ALL)}`));

describe('a plain pair of nginx', () => {
  it('becomes a spec that does the same', () => {
    const { text, differences, codes } = imported(http(WEB + server(ALL)));
    assert.deepEqual(differences, []);
    assert.deepEqual(codes, []);
    assert.match(text, /http-80:\n {4}vip: VI_1\n {4}listen: 80\n {4}mode: http\n/);
    assert.match(text, /pool: web\n/);
    assert.match(text, /servers: \{ web: 10\.0\.0\.21:8080 \}/);
    assert.doesNotMatch(text, /raw:|forwardedFor/);
  });

  it('keeps the time-outs that nginx goes by when nothing is said', () => {
    const { text } = imported(http(WEB + server(ALL)));
    assert.match(text, /timeouts: \{ client: 1m, httpRequest: 1m, keepAlive: 75s \}/);
    assert.match(text, /timeouts: \{ server: 1m \}/);
  });

  it('takes the time-outs that are in force, the longer of two directions', () => {
    const said =
      'client_header_timeout 5s; keepalive_timeout 20s 15s; send_timeout 90; proxy_connect_timeout 2s; proxy_send_timeout 10s; proxy_read_timeout 5m;';
    const { text, differences } = imported(http(WEB + server(`${said}\n${ALL}`)));
    assert.match(text, /timeouts: \{ client: 90s, httpRequest: 5s, keepAlive: 20s \}/);
    assert.match(text, /timeouts: \{ connect: 2s, server: 5m \}/);
    assert.deepEqual(differences, []);
  });

  it('carries the comments above and behind', () => {
    const { text } = imported(
      http(
        `# the shop\n# of 2019\nupstream web {\n# old iron\nserver 10.0.0.21:80; # slow\n# -----\nserver 10.0.0.22:80;\n}\n# front\n${server(ALL)}`,
      ),
    );
    assert.match(text, / {2}# the shop\n {2}# of 2019\n {2}web:/);
    assert.match(text, /# old iron\n +# slow\n +web-1: 10\.0\.0\.21:80\n +web-2: 10\.0\.0\.22:80/);
    assert.match(text, /# front\n {2}http-80:/);
  });

  it('is read with the files that it includes, comments too', () => {
    const files = pair(http('include conf.d/*.conf;\n')).concat(
      ['lb1', 'lb2'].map((node) => ({
        path: `${node}/conf.d/web.conf`,
        text: `# from afar\n${WEB}${server(ALL)}`,
        node: undefined,
      })),
    );
    const { text, problems } = importFiles(files, { name: 'shop', addresses: ADDRESSES });
    assert.deepEqual(problems, []);
    assert.match(text, /# from afar\n {2}web:/);
  });
});

describe('servers of an upstream', () => {
  it('keep weight, backup, down and max_conns', () => {
    const { text, differences, codes } = plain(
      'upstream web {\nserver 10.0.0.1 weight=5;\nserver 10.0.0.2:81 backup;\nserver 10.0.0.3 down;\nserver app.example.org max_conns=10;\n}\n',
    );
    assert.match(text, /web-1: \{ address: 10\.0\.0\.1:80, weight: 5 \}/);
    assert.match(text, /web-2: \{ address: 10\.0\.0\.2:81, backup: true \}/);
    assert.match(text, /web-3: \{ address: 10\.0\.0\.3:80, weight: 0 \}/);
    assert.match(text, /app\.example\.org: \{ address: app\.example\.org:80, maxConnections: 10 \}/);
    assert.deepEqual(differences, []);
    assert.deepEqual(codes, ['import/changed:4']);
  });

  it('are asked by Holdfast itself, which is told where passive checks stand', () => {
    const { messages, codes } = plain(
      'upstream web {\nserver 10.0.0.1;\nserver 10.0.0.2 max_fails=3 fail_timeout=30s;\n}\n',
    );
    assert.match(messages, /by the requests that fail \(max_fails=3 fail_timeout=30s\); Holdfast asks/);
    assert.deepEqual(codes, ['import/changed:6']);
  });

  it('share the load of several backups', () => {
    const { text, codes } = plain(
      'upstream web {\nserver 10.0.0.1;\nserver 10.0.0.2 backup;\nserver 10.0.0.3 backup;\n}\n',
    );
    assert.match(text, /raw:\n {6}haproxy: \|\n {8}option allbackups\n/);
    assert.deepEqual(codes, ['import/changed:4', 'import/kept-raw:7']);
  });

  it('behind a socket file are left out', () => {
    const { codes, text } = plain('upstream web {\nserver unix:/run/a.sock;\nserver 10.0.0.2;\n}\n');
    assert.ok(codes.includes('import/left-out:5'), codes.join());
    assert.doesNotMatch(text, /unix/);
  });
});

describe('the way to balance', () => {
  const way = (words: string) => plain(`upstream web {\n${words}\nserver 10.0.0.1;\n}\n`);

  it('is the same where HAProxy has it', () => {
    for (const [words, balance] of [
      ['least_conn;', 'leastconn'],
      ['hash $remote_addr;', 'source'],
      ['hash $binary_remote_addr consistent;', 'source'],
      ['hash $uri;', 'uri'],
      ['hash $http_x_user;', 'hdr x-user'],
      ['hash $arg_id;', 'url_param id'],
      ['random two least_conn;', 'random'],
    ] as const) {
      const { text, differences, codes } = way(words);
      assert.match(text, new RegExp(`balance: ${balance}[,\\n]`), words);
      assert.deepEqual([differences, codes], [[], []], words);
    }
  });

  it('is told where it is nearly the same', () => {
    assert.match(way('ip_hash;').text, /balance: source/);
    assert.deepEqual(way('ip_hash;').codes, ['import/changed:5']);
    const { text, codes, differences } = way('hash $request_uri consistent;');
    assert.match(text, /balance: uri/);
    assert.deepEqual(codes, ['import/changed:5']);
    assert.deepEqual(differences, ['pool web: algorithm: uri whole -> uri']);
    assert.deepEqual(way('hash $cookie_a;').differences, [
      'pool web: algorithm: hash $cookie_a -> roundrobin',
    ]);
  });

  it('with a cookie keeps clients where they were', () => {
    assert.match(way('sticky cookie srv;').text, /sticky: \{ cookie: srv \}/);
  });
});

describe('what belongs to no spec', () => {
  it('is told with its place', () => {
    const { codes } = imported(
      http(
        `${WEB}gzip on;\n${server(`client_max_body_size 1m;\nadd_header X-A b;\nlocation / {\nproxy_pass http://web;\nproxy_cache one;\nauth_basic "closed";\n}`)}`,
      ),
    );
    assert.deepEqual(
      codes,
      [5, 8, 9, 12, 13].map((line) => `import/left-out:${line}`),
    );
  });

  it('is silent about what HAProxy does in its own way', () => {
    const { codes } = imported(
      `user www-data;\nworker_processes auto;\nevents { worker_connections 512; }\n${http(`sendfile on;\naccess_log off;\n${WEB}${server(ALL)}`)}`,
    );
    assert.deepEqual(codes, []);
  });

  it('may stand in a file that was not given', () => {
    const include = (file: string) => imported(http(`include ${file};\n${WEB}${server(ALL)}`)).codes;
    assert.deepEqual(include('/etc/letsencrypt/options.conf'), ['import/left-out:4']);
    assert.deepEqual(include('conf.d/*.conf'), []);
    assert.deepEqual(include('mime.types'), []);
    const { problems } = importFiles(pair(http('include sites-enabled/*;')), {
      name: 'shop',
      addresses: ADDRESSES,
    });
    assert.deepEqual(
      problems.map(({ code, path }) => `${code} ${path}`),
      ['import/no-service lb1/nginx.conf', 'import/left-out lb1/nginx.conf'],
    );
  });

  it('is an upstream to which nothing goes, whole', () => {
    const { codes, text } = imported(http(`${WEB}upstream spare {\nserver 10.0.0.9:80;\n}\n${server(ALL)}`));
    assert.deepEqual(codes, ['import/left-out:5']);
    assert.doesNotMatch(text, /spare/);
  });

  it('is nginx itself when HAProxy stands beside it, told once a site', () => {
    const files = pair(http(WEB + server(ALL))).concat({
      path: 'lb1/haproxy.cfg',
      text: 'frontend web\n    bind *:80\n    default_backend web\nbackend web\n    server a 10.0.0.1:80 check\n',
      node: undefined,
    });
    const { text, problems } = importFiles(files, { name: 'shop', addresses: ADDRESSES });
    assert.match(text, /a: 10\.0\.0\.1:80/);
    assert.deepEqual(
      problems.filter(({ path }) => path.endsWith('nginx.conf')).map(({ code, path }) => `${code} ${path}`),
      ['import/left-out lb1/nginx.conf'],
    );
  });
});

describe('two nodes', () => {
  it('that do not do the same are told', () => {
    const text = http(WEB + server(ALL));
    const { codes, messages, paths } = imported(text, text.replace('10.0.0.21', '10.0.0.22'));
    assert.deepEqual([codes, paths], [['import/nodes-differ:1'], ['lb2/nginx.conf']]);
    assert.match(
      messages,
      /nginx\.conf of lb2 differs from that of lb1, which is imported: pool web, server 10\.0\.0\.21:8080 is not there instead of there \(and 1 more\)/,
    );
  });

  it('are told from the preferred one, whatever the order of the files', () => {
    const [first, ...others] = pair(http(WEB + server(ALL)), http(WEB.replace('21', '22') + server(ALL)));
    assert.ok(first);
    const swapped = [first, ...others].map((file) => ({
      ...file,
      text: file.text.replace(/priority (100|90)/, (_, number) => `priority ${number === '90' ? 100 : 90}`),
    }));
    const { text, problems } = importFiles(swapped, { name: 'shop', addresses: ADDRESSES });
    assert.match(text, /web: 10\.0\.0\.22:8080/);
    assert.deepEqual(
      problems.map(({ code, path }) => `${code} ${path}`),
      ['import/nodes-differ lb1/nginx.conf'],
    );
  });

  it('with other comments are the same', () => {
    const text = http(WEB + server(ALL));
    assert.deepEqual(imported(text, `# node two\n${text}`).codes, []);
  });
});
