import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { compareImport } from '../../src/import/compare/compare-import.ts';
import { importFiles } from '../../src/import/import-files.ts';
import { compileRelease } from '../../src/release/compile-release.ts';
import { readSite } from '../../src/site/read-site.ts';

/** A spec as it is written. */
interface Written {
  readonly vips: Record<string, unknown>;
  readonly services: Record<string, Record<string, unknown> & { readonly tls?: Record<string, unknown> }>;
  readonly pools: Record<string, Record<string, unknown>>;
}

export const ADDRESSES: ReadonlyMap<string, string> = new Map([
  ['lb1', '192.168.1.11/24'],
  ['lb2', '192.168.1.12/24'],
]);

const keepalived = (priority: number, addresses: string) =>
  `vrrp_instance VI_1 {\n state BACKUP\n interface eth0\n virtual_router_id 51\n priority ${priority}\n virtual_ipaddress {\n ${addresses}\n }\n}\n`;

/** The files of a pair whose nodes differ in the priority alone, or in `second`. */
export function nginxPair(nginx: string, second = nginx, addresses = '192.168.1.100/24') {
  return [
    { path: 'lb1/nginx.conf', text: nginx, node: undefined },
    { path: 'lb1/keepalived.conf', text: keepalived(100, addresses), node: undefined },
    { path: 'lb2/nginx.conf', text: second, node: undefined },
    { path: 'lb2/keepalived.conf', text: keepalived(90, addresses), node: undefined },
  ];
}

/** The pair imported, its spec found valid, compiled and compared with the files. Codes as `import/changed:4`. */
export function importedNginx(nginx: string, second?: string, addresses?: string) {
  const result = importFiles(nginxPair(nginx, second, addresses), { name: 'shop', addresses: ADDRESSES });
  const { site, problems } = readSite(Buffer.from(result.text), 'holdfast.yaml');
  assert.ok(site, `${JSON.stringify(problems)}\n${result.text}`);
  const { release } = compileRelease(site, { kind: 'host', runDir: () => '/run/holdfast' });
  assert.ok(release);
  const differences = compareImport(result.nodes, site, release).map(
    ({ what, was, becomes }) => `${what}: ${was} -> ${becomes}`,
  );
  const { services, pools } = parse(result.text) as Written;
  const ofNginx = result.problems.filter(({ path }) => path.endsWith('nginx.conf'));
  return {
    text: result.text,
    site,
    services,
    pools,
    differences,
    codes: ofNginx.map(({ code, line }) => `${code}:${line}`),
    paths: ofNginx.map(({ path }) => path),
    messages: ofNginx.map(({ message }) => message).join('\n'),
  };
}
