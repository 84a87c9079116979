import type { CompileTarget, Release, ReleaseFile } from '../../src/release/release.ts';
import type { Site } from '../../src/site/site.ts';

/** A release for the stand-in foundation: HAProxy binds by itself, the first node has the VIP. */
export function plainRelease(site: Site, target: CompileTarget): Release {
  const vip = site.vips[0]!.addresses[0]!;
  const pool = site.pools[0]!;
  const files = site.nodes.flatMap(({ name }, index): ReleaseFile[] => {
    const config = { site: site.name, node: name, holder: index === 0, vip: `${vip.address}/${vip.prefix}` };
    return [
      file(name, 'foundation.json', JSON.stringify(config)),
      file(
        name,
        'haproxy.cfg',
        [
          'global',
          `  stats socket ${target.runDir(name)}/haproxy.sock level admin`,
          'defaults',
          '  mode http',
          '  timeout connect 1s',
          '  timeout client 10s',
          '  timeout server 10s',
          'frontend web',
          `  bind ${vip.address}:80`,
          `  default_backend ${pool.name}`,
          `backend ${pool.name}`,
          '  option httpchk GET /health',
          ...pool.servers.map((one) => `  server ${one.name} ${one.host}:${one.port} check inter 200ms`),
          '',
        ].join('\n'),
      ),
    ];
  });
  return { site: site.name, digest: `sha256:${'0'.repeat(64)}`, files };
}

function file(node: string, path: ReleaseFile['path'], text: string): ReleaseFile {
  return { node, path, mode: 0o644, text, origins: [], secrets: [] };
}
