import { useEffect, useState } from 'preact/hooks';
import type { History as Kept } from '../../src/node/api/node-service.ts';
import type { ApplyProgress } from '../../src/node/apply/apply-progress.ts';
import { apiOf, ask } from '../state/ask.ts';
import { about, site } from '../state/link.ts';
import { ActButton } from './act.tsx';
import { Card, Moment, Same } from './small.tsx';

/** The accepted revisions, the newest first, with the way back to each. */
export function History() {
  const [kept, setKept] = useState<Kept | undefined>(undefined);
  const current = site.value?.progress?.stage;
  const isKnown = about.value !== undefined;
  useEffect(() => {
    if (isKnown) void ask<Kept>(`${apiOf()}/revisions`).then(setKept, () => undefined);
  }, [isKnown, current]);
  return (
    <Card title="Accepted revisions" more={<Same cli="history" path="/revisions" />}>
      <div class="scroll" role="region" aria-label="revisions" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">revision</th>
              <th scope="col">accepted</th>
              <th scope="col">by</th>
              <th scope="col">release</th>
              <th scope="col">note</th>
              <th scope="col">
                <span class="hidden">actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(kept?.revisions ?? []).map(({ number, at, who, release, note }, index) => (
              <tr key={number}>
                <th scope="row">{number}</th>
                <td>
                  <Moment at={at} />
                </td>
                <td>{who}</td>
                <td>
                  <code>{release.replace('sha256:', '').slice(0, 12)}</code>
                </td>
                <td>{note}</td>
                <td>
                  {index === 0 ? (
                    'in force'
                  ) : (
                    <ActButton label="Roll back to it" action={() => rollBack(number, kept?.etag ?? '')} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function rollBack(revision: number, etag: string) {
  return {
    title: `Roll back to revision ${revision}?`,
    cli: `rollback ${revision} --confirm 60s --yes`,
    effect:
      'Its spec is put in force on all nodes, the standby first, or on none, as a new revision; taken back after 60 s unless confirmed.',
    run: async () => {
      const begun = await ask<ApplyProgress>(
        `${apiOf()}/rollback`,
        { revision, confirmMs: 60_000 },
        { 'if-match': etag },
      );
      return `${begun.sentence} How it goes on stands on this page.`;
    },
  };
}
