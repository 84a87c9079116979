import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BringUpInput } from '../../src/lab/bring-up.ts';
import type { Release, ReleaseFile } from '../../src/release/release.ts';
import type { Site } from '../../src/site/site.ts';

const PAIR = new URL('usual-pair/', import.meta.url);

/** Starts, and starts again, what runs on a node of the usual pair. */
export const NODE_SCRIPT = fileURLToPath(new URL('node.sh', PAIR));

/** What makes a lab play the usual pair: its files instead of a release of ours, its boot instead of a foundation. */
export const USUAL_LAB: Pick<BringUpInput, 'compile' | 'nodeCommand'> = {
  nodeCommand: (runDir) => ['sh', NODE_SCRIPT, 'boot', runDir],
  compile: (site, target) => usualRelease(site, target.kind === 'lab' ? target.runDir : () => '/run'),
};

function usualRelease(site: Site, runDir: (node: string) => string): Release {
  const file = (node: string, path: ReleaseFile['path'], source: string): ReleaseFile => {
    const text = readFileSync(new URL(source, PAIR), 'utf8').replaceAll('@RUN@', runDir(node));
    return { node, path, mode: 0o644, text, origins: [], secrets: [] };
  };
  const files = site.nodes.flatMap(({ name }) => [
    file(name, 'haproxy.cfg', 'haproxy.cfg'),
    file(name, 'keepalived.conf', `${name}/keepalived.conf`),
  ]);
  return { site: site.name, digest: 'the usual pair', files };
}
