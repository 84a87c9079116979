import type { ComposeService } from '../grammar/tree.ts';
import { entryOf, settingOf, textOf, wordsOf } from './service.ts';

/** What a service is for: only what its program, image, name or build folder says beyond doubt. */
export type Role = 'keepalived' | 'proxy' | 'other';

const PROXY = /(?:^|[-_./])(?:nginx|haproxy|traefik|envoy|caddy)\d*(?=$|[-_.:@/])/i;
const KEEPALIVED = /keepalived/i;

/** The program and the image tell most; a service that holds a network and does nothing may be called `nginx-node` or the like. */
export function roleOf(service: ComposeService): Role {
  if (idles(service)) return 'other';
  const program = roleIn(programOf(service));
  if (program !== 'other') return program;
  const image = textOf(service, 'image').replace(/[:@][^/]*$/, '');
  const known = roleIn(image);
  if (known !== 'other' || (image !== '' && !image.includes('$'))) return known;
  const build = settingOf(service, 'build')?.value;
  const context = entryOf(build, 'context')?.value ?? build;
  const folder = context?.kind === 'scalar' ? context.text : '';
  return (
    [folder, textOf(service, 'container_name'), service.name].map(roleIn).find((role) => role !== 'other') ??
    'other'
  );
}

export function isEngine(service: ComposeService): boolean {
  return roleOf(service) !== 'other';
}

function roleIn(name: string): Role {
  if (KEEPALIVED.test(name)) return 'keepalived';
  return PROXY.test(name) ? 'proxy' : 'other';
}

/** The file that it runs, without the folder; empty when only the image knows. */
function programOf(service: ComposeService): string {
  const setting = settingOf(service, 'entrypoint') ?? settingOf(service, 'command');
  const [first = ''] = (wordsOf(setting?.value)[0]?.text ?? '').split(' ');
  const name = first.split('/').at(-1) ?? '';
  return /^(?:keepalived|nginx|haproxy|traefik|envoy|caddy)$/.test(name) ? name : '';
}

/** Its command only waits: it is there to hold a network. */
function idles(service: ComposeService): boolean {
  const command = ['entrypoint', 'command']
    .flatMap((key) => wordsOf(settingOf(service, key)?.value))
    .map(({ text }) => text)
    .join(' ');
  return /\bsleep\s+(?:infinity|inf|\d{4,})\b|\btail\s+-f\s+\/dev\/null|(?:^|\/)pause\b/.test(command);
}
