import { compileRelease } from '../../src/release/compile-release.ts';
import { readSite } from '../../src/site/read-site.ts';

/** Where each node's HAProxy listens here: both are on one machine, and no foundation hands them sockets. */
export const PORTS: Readonly<Record<string, number>> = { lb1: 18_001, lb2: 18_002 };

/** Node → haproxy.cfg, made of the spec as `holdfast apply` does. */
export function filesOfSpec(spec: string): ReadonlyMap<string, string> {
  const { site } = readSite(Buffer.from(spec), 'bench.yaml');
  if (site === undefined) throw new Error('the spec of the bench has problems');
  const { release, problems } = compileRelease(site, { kind: 'lab', runDir: (node) => `/run/${node}` });
  if (release === undefined) throw new Error(JSON.stringify(problems));
  const files = release.files.filter(({ path }) => path === 'haproxy.cfg');
  return new Map(files.map(({ node, text }) => [node, onThisMachine(text, PORTS[node] ?? 0)]));
}

function onThisMachine(text: string, port: number): string {
  return text.replaceAll(/^ +stats .*\n/gm, '').replaceAll(/bind fd@\d+/g, `bind 127.0.0.1:${port}`);
}
