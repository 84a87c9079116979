import { printDuration } from '../../base/duration.ts';
import { listOf } from '../../engines/nginx/meaning/in-force.ts';
import type { ServiceInput } from '../draft.ts';
import type { Front } from './fronts.ts';
import { note, type Reading, textOf } from './reading.ts';

const YEARS_10_S = 3_650 * 86_400;

/** `add_header Strict-Transport-Security`, the one header of answers that a spec has a key for. */
export function hstsOf(reading: Reading, { servers, isTls, protocol }: Front): Pick<ServiceInput, 'hsts'> {
  const [server] = servers;
  if (server === undefined || !isTls || protocol !== 'http') return {};
  const header = listOf(server, 'add_header').find(
    ({ args }) => args[0]?.toLowerCase() === 'strict-transport-security',
  );
  const match = /^\s*max-age="?(\d{1,10})"?\s*(;.*)?$/i.exec(header?.args[1] ?? '');
  const seconds = Math.min(Number(match?.[1]), YEARS_10_S);
  if (header === undefined || match === null || seconds < 1) return {};
  reading.taken.add(header);
  const more = (match[2] ?? '').replaceAll(/^[;\s]+|[;\s]+$/g, '');
  if (more !== '') {
    const message = `"${textOf(header)}" becomes "hsts" of the service, which says max-age alone, without ${more}.`;
    note(reading, 'import/changed', header, message);
  }
  return { hsts: printDuration(seconds * 1_000) };
}
