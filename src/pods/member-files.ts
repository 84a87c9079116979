import { bindByAddress } from '../engines/haproxy/compile/bind-by-address.ts';
import { compileHaproxy } from '../engines/haproxy/compile/compile-haproxy.ts';
import { printHaproxy } from '../engines/haproxy/grammar/print.ts';
import { compileKeepalived } from '../engines/keepalived/compile/compile-keepalived.ts';
import { withoutNotices } from '../engines/keepalived/compile/without-notices.ts';
import { printKeepalived } from '../engines/keepalived/grammar/print.ts';
import type { CompileTarget } from '../engines/target.ts';
import { listenersOf } from '../site/listeners.ts';
import type { Site, SiteNode } from '../site/site.ts';
import type { PodFile } from './pod-file.ts';

const TARGET: CompileTarget = { kind: 'host', runDir: () => '/run/holdfast' };

/** The files of engines that run as members of a pod, without a foundation. */
export function memberFiles(site: Site, node: SiteNode): readonly PodFile[] {
  const head = `# Site ${site.name}: written by Holdfast; change the spec and render again.\n\n`;
  const haproxy = bindByAddress(compileHaproxy(site, node, TARGET), listenersOf(site, node.name));
  const keepalived = withoutNotices(compileKeepalived(site, node, TARGET));
  return [
    { path: 'config/haproxy.cfg', text: head + printHaproxy(haproxy).text },
    { path: 'config/keepalived.conf', text: head + printKeepalived(keepalived).text },
  ];
}
