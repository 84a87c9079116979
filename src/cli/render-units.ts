import { compileUnits, type HostFile } from '../release/compile-units.ts';
import type { Site } from '../site/site.ts';
import { say } from './say.ts';
import { writeReleaseFiles } from './write-release-files.ts';

export interface UnitOptions {
  readonly node: string | undefined;
  /** A network namespace; undefined = the host's own network. */
  readonly netns: string | undefined;
  /** A folder; undefined = stdout. */
  readonly output: string | undefined;
}

/** `holdfast render --target systemd`: what a host needs beside the package. */
export function renderUnits(site: Site, { node, netns, output }: UnitOptions): void {
  const files = compileUnits(site, netns).filter((one) => node === undefined || one.node === node);
  if (output === undefined) {
    process.stdout.write(files.map(shown).join('\n'));
    return;
  }
  writeReleaseFiles(files, output);
  say(
    `Wrote ${files.length} files below ${output}; copy those of a node to its / (cp -a ${output}/NODE/. /).`,
  );
}

function shown({ node, path, text }: HostFile): string {
  return `# ==> ${node}/${path} <==\n${text}`;
}
