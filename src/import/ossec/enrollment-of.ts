import type { HaproxyMeaning } from '../../engines/haproxy/meaning/meaning.ts';
import type { OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { clusterOf } from '../../foreign/ossec/meaning/helper.ts';
import { sectionsOf, wordOf } from '../../foreign/ossec/meaning/sections.ts';
import { type Draft, tell, type WazuhInput } from '../draft.ts';

/** Enrollment on the VIPs: the helper knows nothing of it, so it is as the haproxy.cfg has it. */
export function enrollmentOf(
  draft: Draft,
  source: OssecSource,
  haproxy: HaproxyMeaning | undefined,
): Pick<WazuhInput, 'enrollment'> {
  const auth = sectionsOf(source, 'auth').at(-1);
  const port = enrollmentPort(source);
  if (auth !== undefined && wordOf(auth, 'disabled') === 'yes') return { enrollment: false };
  if (haproxy !== undefined && !listensOn(haproxy, port)) return { enrollment: false };
  const at = auth?.at ?? clusterOf(source)?.at;
  if (haproxy === undefined && at !== undefined) {
    const message = `No haproxy.cfg says whether agents enroll through the balancer: the spec has port ${port} on the VIPs, the master first.`;
    tell(draft, 'import/changed', at, message);
  }
  return port === 1515 ? {} : { enrollment: { port, serverPort: port } };
}

/** Of authd, by default 1515. */
export function enrollmentPort(source: OssecSource): number {
  const auth = sectionsOf(source, 'auth').at(-1);
  const said = auth === undefined ? undefined : wordOf(auth, 'port');
  return said !== undefined && /^\d{1,5}$/.test(said) ? Number(said) : 1515;
}

function listensOn({ proxies }: HaproxyMeaning, port: number): boolean {
  return proxies.some(({ binds }) =>
    binds.some(({ addresses }) => addresses.some(({ ports }) => ports?.[0] === port)),
  );
}
