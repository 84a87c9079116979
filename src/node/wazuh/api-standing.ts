import type { Fault } from '../../base/fault.ts';
import type { Tell } from '../daemon/tell.ts';
import type { Trouble } from '../status/found.ts';

/** Three beats of the discovery. */
const FRESH_MS = 35_000;

/** Whether the API answers: told when it changes, kept as a finding while it does not. */
export class ApiStanding {
  readonly #tell: Tell;
  readonly #now: () => number;
  #answeredAtMs: number | undefined;
  #trouble: Fault | undefined;

  constructor(tell: Tell, now: () => number) {
    this.#tell = tell;
    this.#now = now;
  }

  /** It has answered lately, and nothing since has failed. */
  get isUp(): boolean {
    return (
      this.#trouble === undefined &&
      this.#answeredAtMs !== undefined &&
      this.#now() - this.#answeredAtMs < FRESH_MS
    );
  }

  get troubles(): readonly Trouble[] {
    if (this.#trouble === undefined) return [];
    const { code, message, remedy } = this.#trouble;
    return [{ code, message, remedy, about: 'wazuh api' }];
  }

  /** @param url where */
  noteAnswer(url: string): void {
    if (this.#trouble !== undefined)
      this.#tell({ kind: 'wazuh-api-back', text: `the Wazuh API answers again, at ${url}`, fields: { url } });
    this.#trouble = undefined;
    this.#answeredAtMs = this.#now();
  }

  noteFault(fault: Fault): void {
    // A limit of our own says nothing of the API.
    if (fault.code === 'wazuh/api-budget-spent') return;
    if (this.#trouble?.code !== fault.code)
      this.#tell({ kind: 'wazuh-api-away', text: fault.message, fields: { code: fault.code } });
    this.#trouble = fault;
  }

  /** This node does not ask any more: it knows nothing of the API now. */
  forget(): void {
    this.#trouble = undefined;
    this.#answeredAtMs = undefined;
  }
}
