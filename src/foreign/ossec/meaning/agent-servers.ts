import type { OssecElement, OssecSource } from '../grammar/source.ts';
import { optionOf, sectionsOf, wordOf } from './sections.ts';

/** A `<server>` of an agent's `<client>`: a manager, or a balancer before some. */
export interface AgentServer {
  readonly element: OssecElement;
  /** As it is written; empty = it says none. */
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  /** Tries before the next server. */
  readonly maxRetries: number;
  /** Seconds between two tries. */
  readonly retryInterval: number;
}

/** Of all `<client>` sections, in the order in which the agent tries them. Defaults as in Wazuh 4.x. */
export function agentServers(source: OssecSource): readonly AgentServer[] {
  return sectionsOf(source, 'client').flatMap(({ children }) =>
    children
      .filter(({ name }) => name === 'server')
      .map((element) => ({
        element,
        address: optionOf(element, 'address')?.text.trim() ?? '',
        port: numberIn(element, 'port', 1514),
        protocol: wordOf(element, 'protocol')?.toLowerCase() ?? 'tcp',
        maxRetries: numberIn(element, 'max_retries', 5),
        retryInterval: numberIn(element, 'retry_interval', 10),
      })),
  );
}

function numberIn(element: OssecElement, name: string, otherwise: number): number {
  const word = wordOf(element, name) ?? '';
  return /^\d+$/.test(word) ? Number(word) : otherwise;
}
