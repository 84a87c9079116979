import { releaseInForce } from '../status/release-in-force.ts';
import { sayClause, sayList } from '../status/say-words.ts';
import type { SiteView } from '../status/site-view.ts';
import type { Checked, Remark } from './check-verdict.ts';

/** Whether all nodes have the same release in force, as it was accepted, and none waits for a person. */
export function judgeRelease({ members, apply, findings }: SiteView): Checked {
  const known = Object.entries(members).flatMap(([node, { release }]) =>
    release === undefined ? [] : [{ node, release }],
  );
  const unseen = Object.keys(members).filter((node) => members[node]?.release === undefined);
  const byDigest = Map.groupBy(known, ({ release }) => releaseInForce(release).digest);
  const drifted = known.filter(({ release }) => release.drift.length > 0);
  const trials = known.filter(({ release }) => release.trial !== undefined);
  const revision = Math.max(0, ...known.map(({ release }) => release.revision));
  const bad: Remark[] = [
    ...findings
      .filter(({ code }) => code === 'node/apply-stuck')
      .map(({ message }) => ({ state: 'CRITICAL' as const, text: sayClause(message) })),
    ...(revision === 0 ? [warn('no revision was accepted yet')] : []),
    ...(byDigest.size > 1
      ? [warn(`unlike releases: ${[...byDigest.values()].map(sayGroup).join(', ')}`)]
      : []),
    ...drifted.map(({ node, release }) => warn(`drift on ${node}: ${sayList(release.drift)}`)),
    ...trials.map(({ node, release: { trial } }) =>
      warn(`revision ${trial?.revision} is on trial on ${node} until ${trial?.until}`),
    ),
    ...(apply?.stage === 'unconfirmed' ? [warn(`revision ${apply.revision} is not confirmed yet`)] : []),
    ...(unseen.length === 0 ? [] : [warn(`what ${sayList(unseen)} has is not known`)]),
  ];
  const nodes = sayList(known.map(({ node }) => node));
  return {
    remarks: bad.length > 0 ? bad : [{ state: 'OK', text: `revision ${revision} on ${nodes}, no drift` }],
    figures: [
      { label: 'revision', value: revision, min: 0 },
      { label: 'releases', value: byDigest.size, warning: '1:1', min: 0 },
      { label: 'drift', value: drifted.length, warning: '0:0', min: 0, max: Object.keys(members).length },
    ],
  };
}

function warn(text: string): Remark {
  return { state: 'WARNING', text };
}

function sayGroup(
  group: readonly { readonly node: string; readonly release: { readonly revision: number } }[],
) {
  return `${sayList(group.map(({ node }) => node))} has revision ${group[0]?.release.revision}`;
}
