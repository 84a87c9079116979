import type { Problem } from '../base/problem.ts';
import { compileHaproxy } from '../engines/haproxy/compile/compile-haproxy.ts';
import { printHaproxy } from '../engines/haproxy/grammar/print.ts';
import { compileKeepalived } from '../engines/keepalived/compile/compile-keepalived.ts';
import { printKeepalived } from '../engines/keepalived/grammar/print.ts';
import { compileNginx } from '../engines/nginx/compile/compile-nginx.ts';
import { printNginx } from '../engines/nginx/grammar/print.ts';
import type { Printed } from '../engines/printed.ts';
import { runsEngine } from '../site/runs-engine.ts';
import type { Site, SiteNode } from '../site/site.ts';
import { checkRelease } from './check-release.ts';
import { compileFoundationConfig } from './compile-foundation-config.ts';
import { digestFiles, modeOf } from './digest-files.ts';
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
  return { release: { site: site.name, digest: digestFiles(files), files }, problems };
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
    ...(runsEngine(site, 'haproxy')
      ? [file(node, 'haproxy.cfg', headed(site, printHaproxy(compileHaproxy(site, node, target))))]
      : []),
    file(node, 'keepalived.conf', headed(site, printKeepalived(compileKeepalived(site, node, target)))),
    ...(runsEngine(site, 'nginx')
      ? [file(node, 'nginx.conf', headed(site, printNginx(compileNginx(site, node, target))))]
      : []),
  ];
}

/** Who opens the file at 3 AM shall know that changes in it do not last. */
function headed(site: Site, content: Printed): Printed {
  const head = `# Site ${site.name}: written by Holdfast; changes in this file are overwritten, change the spec.\n\n`;
  return { ...content, text: head + content.text, origins: [undefined, undefined, ...content.origins] };
}

function file(node: SiteNode, path: ReleaseFile['path'], content: Printed): ReleaseFile {
  return { node: node.name, path, mode: modeOf(content.text), ...content };
}
