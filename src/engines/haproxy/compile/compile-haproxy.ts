import { listenersOf } from '../../../site/listeners.ts';
import type { Site, SiteNode } from '../../../site/site.ts';
import type { CompileTarget } from '../../target.ts';
import type { HaproxyFile } from '../grammar/tree.ts';
import { compileClientTables } from './access.ts';
import { compileBackend } from './backend.ts';
import { compileDefaults } from './defaults.ts';
import { compileFrontends } from './frontend.ts';
import { compileGlobal } from './global.ts';
import { compilePeers } from './peers.ts';
import { compileResolvers } from './resolvers.ts';
import { compileStatsPage } from './stats-page.ts';

/** A node's haproxy.cfg as a tree. */
export function compileHaproxy(site: Site, node: SiteNode, target: CompileTarget): HaproxyFile {
  const listeners = listenersOf(site, node.name);
  return [
    compileGlobal(site, node, target),
    compileDefaults(site),
    ...compileResolvers(site),
    ...compilePeers(site),
    ...compileFrontends(site, listeners),
    ...site.pools.filter(({ engine }) => engine === 'haproxy').map((pool) => compileBackend(site, pool)),
    ...compileClientTables(site),
    ...compileStatsPage(site, listeners),
  ];
}
