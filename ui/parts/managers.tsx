import type { Tone } from '../see/headline.ts';
import { managersOf } from '../see/managers.ts';
import { link, site } from '../state/link.ts';
import { Card, Heads, Moment, Same, Word } from './small.tsx';

const TONES: Readonly<Record<string, Tone>> = { up: 'good', down: 'bad', drain: 'warn', maint: 'warn' };

/** The Wazuh cluster behind the site: who is in it, since when and why. */
export function Managers() {
  const known = site.value;
  const wazuh = known?.shape?.wazuh;
  if (known === undefined || wazuh === undefined) return null;
  const rows = managersOf(known);
  const troubles = (known.view?.findings ?? []).filter(({ about }) => about === 'wazuh api');
  return (
    <Card title="Managers of the Wazuh cluster" more={<Same cli="get intents" path="/status" />}>
      <p class="answer">
        {wazuh.api.length === 0 ? (
          'Its API is not asked: managers are those of the spec.'
        ) : (
          <>
            <Word tone={link.value !== 'live' ? 'unknown' : troubles.length > 0 ? 'bad' : 'good'}>
              {troubles.length > 0 ? 'API trouble' : 'API: no trouble'}
            </Word>{' '}
            <code>{wazuh.api.join(' ')}</code>{' '}
            <span class="dim">
              {wazuh.discover
                ? 'Managers that join or leave are taken in by themselves, without an apply.'
                : 'Managers are those of the spec; nothing is discovered.'}
            </span>
          </>
        )}
      </p>
      {troubles.map(({ code, node, message, remedy }) => (
        <p key={`${node} ${code}`} class="bad-text">
          {node}: {message} <b>Fix:</b> {remedy}
        </p>
      ))}
      <div class="scroll" role="region" aria-label="managers" tabIndex={0}>
        <table>
          <Heads titles={['manager', 'role', 'checks say', 'agents', 'known from']} />
          <tbody>
            {rows.map(({ name, address, role, state, agents, from, at, isGone }) => (
              <tr key={name} class={isGone ? 'old' : ''}>
                <th scope="row">
                  {name} <code>{address}</code>
                </th>
                <td>{role}</td>
                <td>
                  {isGone ? (
                    'gone'
                  ) : (
                    <Word tone={link.value === 'live' ? (TONES[state] ?? 'unknown') : 'unknown'}>
                      {state}
                    </Word>
                  )}
                </td>
                <td>{agents ?? '–'}</td>
                <td>
                  {from} {at !== undefined && <Moment at={at} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
