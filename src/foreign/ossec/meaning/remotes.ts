import type { OssecElement, OssecSource } from '../grammar/source.ts';
import { sectionsOf, wordOf } from './sections.ts';

/** A `<remote>` block: something that a manager listens for. */
export interface Remote {
  readonly element: OssecElement;
  /** `secure` is for agents, `syslog` for devices. */
  readonly connection: string;
  readonly port: number;
  /** `tcp`, `udp` or both. */
  readonly protocols: readonly string[];
}

/** In the order of the file. Defaults: agents by TCP on 1514, syslog by UDP on 514 (ossec.conf, remote). */
export function remotesOf(source: OssecSource): readonly Remote[] {
  return sectionsOf(source, 'remote').map((element) => {
    const connection = wordOf(element, 'connection') ?? 'secure';
    const port = Number(wordOf(element, 'port') ?? (connection === 'syslog' ? 514 : 1514));
    const protocols = (wordOf(element, 'protocol') ?? (connection === 'syslog' ? 'udp' : 'tcp'))
      .split(',')
      .map((word) => word.trim().toLowerCase());
    return { element, connection, port, protocols };
  });
}
