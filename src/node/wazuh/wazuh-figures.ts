import type { Counts } from '../../balance/balance-plan.ts';
import { type Sample, sample } from '../metrics/sample.ts';

/** What is counted of the Wazuh API since the daemon started. */
export class WazuhFigures {
  /** Active agents by manager, as the API said last; empty on a node that does not ask. */
  agents: Counts = {};
  /** Whether it answers; undefined = this node does not ask it. */
  isUp: boolean | undefined;
  /** Agents that were asked to connect again. */
  asked = 0;
  readonly #requests = new Map<string, number>();

  countRequest(call: string, result: string): void {
    const key = `${call} ${result}`;
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1);
  }

  samples(): readonly Sample[] {
    return [
      ...(this.isUp === undefined ? [] : [sample('holdfast_wazuh_api_up', {}, this.isUp)]),
      ...Object.entries(this.agents).map(([manager, count]) =>
        sample('holdfast_wazuh_agents', { manager }, count),
      ),
      ...(this.asked === 0 ? [] : [sample('holdfast_wazuh_agents_asked_total', {}, this.asked)]),
      ...[...this.#requests].map(([key, count]) => {
        const [call = '', result = ''] = key.split(' ');
        return sample('holdfast_wazuh_requests_total', { call, result }, count);
      }),
    ];
  }
}
