import type { NodeFinding } from './node-observation.ts';
import type { SeenMember } from './seen-member.ts';
import type { SiteView } from './site-view.ts';

/**
 * What all nodes found, each once, and of a node that is not heard what it said of itself: of what several say about one subject, our own word or else the oldest.
 * The critical ones first, then the oldest.
 */
export function mergeFindings(
  members: Readonly<Record<string, SeenMember>>,
  seenBy: string,
): SiteView['findings'] {
  const heard = Object.values(members).flatMap(({ node, observation, isFresh }) =>
    (observation?.findings ?? [])
      .filter((finding) => isFresh || node === seenBy || isAboutItself(node, finding))
      .map((finding) => ({ ...finding, node })),
  );
  const ours = heard.filter(({ node }) => node === seenBy);
  const theirs = heard.filter(({ node }) => node !== seenBy);
  const byKey = new Map<string, SiteView['findings'][number]>();
  for (const finding of [...ours, ...theirs.toSorted(byTime)]) {
    const key = findingKey(finding);
    if (!byKey.has(key)) byKey.set(key, finding);
  }
  return [...byKey.values()].sort(
    (left, right) =>
      rank(left) - rank(right) || byTime(left, right) || compare(findingKey(left), findingKey(right)),
  );
}

/** What a node said of itself stays said while it is silent: nobody else knows better. */
function isAboutItself(node: string, { about }: NodeFinding): boolean {
  return about === '' || about.startsWith(`guest/${node}/`) || about.startsWith(`healing/${node}/`);
}

/** What makes two findings one: code and subject; of what is about a node itself also the node. */
export function findingKey({
  code,
  about,
  node,
}: Pick<NodeFinding, 'code' | 'about'> & { node: string }): string {
  return `${code} ${about === '' ? `node ${node}` : about}`;
}

function rank({ severity }: NodeFinding): number {
  return severity === 'critical' ? 0 : 1;
}

function byTime(left: NodeFinding, right: NodeFinding): number {
  return compare(left.at, right.at);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
