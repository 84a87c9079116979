import { bindByAddress } from '../engines/haproxy/compile/bind-by-address.ts';
import { compileHaproxy } from '../engines/haproxy/compile/compile-haproxy.ts';
import { printHaproxy } from '../engines/haproxy/grammar/print.ts';
import { compileKeepalived } from '../engines/keepalived/compile/compile-keepalived.ts';
import { withoutNotices } from '../engines/keepalived/compile/without-notices.ts';
import { printKeepalived } from '../engines/keepalived/grammar/print.ts';
import { compileNginx } from '../engines/nginx/compile/compile-nginx.ts';
import { standAlone } from '../engines/nginx/compile/stand-alone.ts';
import { printNginx } from '../engines/nginx/grammar/print.ts';
import type { CompileTarget } from '../engines/target.ts';
import { listenersOf } from '../site/listeners.ts';
import { runsEngine } from '../site/runs-engine.ts';
import type { Site, SiteNode } from '../site/site.ts';
import type { PodFile } from './pod-file.ts';

const TARGET: CompileTarget = { kind: 'host', runDir: () => '/run/holdfast' };

/** The files of engines that run as members of a pod, without a foundation. */
export function memberFiles(site: Site, node: SiteNode): readonly PodFile[] {
  const head = `# Site ${site.name}: written by Holdfast; change the spec and render again.\n\n`;
  const keepalived = printKeepalived(withoutNotices(compileKeepalived(site, node, TARGET))).text;
  return [
    ...(runsEngine(site, 'haproxy')
      ? [{ path: 'config/haproxy.cfg', text: head + haproxyText(site, node) }]
      : []),
    ...(runsEngine(site, 'nginx') ? [{ path: 'config/nginx.conf', text: head + nginxText(site, node) }] : []),
    { path: 'config/keepalived.conf', text: head + keepalived },
  ];
}

function haproxyText(site: Site, node: SiteNode): string {
  const own = listenersOf(site, node.name).filter(({ engine }) => engine === 'haproxy');
  return printHaproxy(bindByAddress(compileHaproxy(site, node, TARGET), own)).text;
}

function nginxText(site: Site, node: SiteNode): string {
  return printNginx(standAlone(compileNginx(site, node, TARGET), TARGET, node.name)).text;
}
