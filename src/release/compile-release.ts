import { createHash } from 'node:crypto';
import type { Problem } from '../base/problem.ts';
import { compileHaproxy } from '../engines/haproxy/compile/compile-haproxy.ts';
import { printHaproxy } from '../engines/haproxy/grammar/print.ts';
import { compileKeepalived } from '../engines/keepalived/compile/compile-keepalived.ts';
import { printKeepalived } from '../engines/keepalived/grammar/print.ts';
import type { Printed } from '../engines/printed.ts';
import type { Site, SiteNode } from '../site/site.ts';
import { checkRelease } from './check-release.ts';
import { compileFoundationConfig } from './compile-foundation-config.ts';
import type { CompileTarget, Release, ReleaseFile } from './release.ts';

export interface CompiledRelease {
  /** undefined when a problem is an error. */
  readonly release: Release | undefined;
  readonly problems: readonly Problem[];
}

/** All files of all nodes. Same site and target, same bytes. */
export function compileRelease(site: Site, target: CompileTarget): CompiledRelease {
  const files = site.nodes.flatMap((node) => filesOf(site, node, target));
  const problems = checkRelease(site, target, files);
  if (problems.some(({ severity }) => severity === 'error')) return { release: undefined, problems };
  return { release: { site: site.name, digest: digestOf(files), files }, problems };
}

function filesOf(site: Site, node: SiteNode, target: CompileTarget): ReleaseFile[] {
  const foundation = `${JSON.stringify(compileFoundationConfig(site, node, target), undefined, 2)}\n`;
  const lineCount = foundation.split('\n').length - 1;
  return [
    file(node, 'foundation.json', {
      text: foundation,
      origins: Array.from({ length: lineCount }, () => undefined),
      secrets: [],
    }),
    file(node, 'haproxy.cfg', printHaproxy(compileHaproxy(site, node, target))),
    file(node, 'keepalived.conf', printKeepalived(compileKeepalived(site, node, target))),
  ];
}

function file(node: SiteNode, path: ReleaseFile['path'], content: Printed): ReleaseFile {
  return { node: node.name, path, mode: content.secrets.length > 0 ? 0o600 : 0o644, ...content };
}

/** Over node, path, mode and text of every file, each with its length before it, so that nothing can shift. */
function digestOf(files: readonly ReleaseFile[]): string {
  const hash = createHash('sha256');
  for (const { node, path, mode, text } of files) {
    for (const part of [node, path, mode.toString(8), text]) {
      hash.update(`${Buffer.byteLength(part)}:${part}`);
    }
  }
  return `sha256:${hash.digest('hex')}`;
}
