import { START } from '../base/text-range.ts';
import { compareFacts, type Facts } from './compare/facts.ts';
import { haproxyFacts } from './compare/haproxy-facts.ts';
import { nginxFacts } from './compare/nginx-facts.ts';
import { type Draft, tell } from './draft.ts';
import type { ImportNode } from './import-node.ts';
import { vipAddresses } from './nginx/vip-addresses.ts';

interface Balancer {
  readonly node: string;
  readonly path: string;
  readonly facts: Facts;
}

/** A site does the same on all nodes; what is imported is the first one's. */
export function tellDifferences(draft: Draft, nodes: readonly ImportNode[]): void {
  const engine = nodes.some(({ haproxy }) => haproxy !== undefined) ? 'haproxy.cfg' : 'nginx.conf';
  const [first, ...others] = nodes.flatMap((node) =>
    engine === 'haproxy.cfg' ? haproxyOf(draft, node) : nginxOf(draft, node),
  );
  if (first === undefined) return;
  for (const { node, path, facts } of others) {
    const [difference, ...more] = compareFacts(first.facts, facts);
    if (difference === undefined) continue;
    const { what, was = 'not there', becomes = 'not there' } = difference;
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    const message = `${engine} of ${node} differs from that of ${first.node}, which is imported: ${what} is ${becomes} instead of ${was}${rest}.`;
    tell(draft, 'import/nodes-differ', { path, ...START, endLine: 1, endColumn: 1 }, message);
  }
}

function haproxyOf(draft: Draft, { name, haproxy }: ImportNode): Balancer[] {
  const path = haproxy?.sources[0]?.path;
  if (haproxy === undefined || path === undefined) return [];
  return [{ node: name, path, facts: haproxyFacts(haproxy, Object.keys(draft.spec.vips)) }];
}

function nginxOf(draft: Draft, { name, nginx }: ImportNode): Balancer[] {
  if (nginx === undefined) return [];
  return [{ node: name, path: nginx.path, facts: nginxFacts(nginx, vipAddresses(draft)) }];
}
