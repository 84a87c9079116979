import type { FailingServer } from '../see/failing-servers.ts';
import { Word } from './small.tsx';

/** Each with the words of the last check, as every node has them. */
export function FailingServers({ failing }: { readonly failing: readonly FailingServer[] }) {
  if (failing.length === 0) return <p class="dim">No node sees a server down.</p>;
  return (
    <ul class="plain">
      {failing.map(({ pool, server, address, seen, isDisputed }) => (
        <li key={`${pool}/${server}`} class="line">
          <b>
            {pool}/{server}
          </b>{' '}
          <code>{address}</code> {isDisputed && <Word tone="warn">nodes differ</Word>}
          {seen.map(({ node, state, lastCheck }) => (
            <div key={node}>
              {node}:{' '}
              <Word tone={state === 'down' ? 'bad' : state === 'up' ? 'good' : 'unknown'}>{state}</Word>{' '}
              {lastCheck}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}
