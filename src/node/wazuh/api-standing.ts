import type { Fault } from '../../base/fault.ts';
import type { Tell } from '../daemon/tell.ts';
import type { Trouble } from '../status/found.ts';

/** Three beats of the discovery. */
const FRESH_MS = 35_000;
/** Rights are given by people; until then an order would be refused each time. */
const FORBIDDEN_MS = 300_000;

/** Whether the API answers: told when it changes, kept as a finding while it does not. */
export class ApiStanding {
  readonly #tell: Tell;
  readonly #now: () => number;
  #answeredAtMs: number | undefined;
  #trouble: Fault | undefined;
  /** What it may be asked goes on; orders are not given meanwhile. */
  #forbidden: { readonly fault: Fault; readonly untilMs: number } | undefined;

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

  /** It is up, and may be given orders. */
  get takesOrders(): boolean {
    return this.isUp && (this.#forbidden === undefined || this.#now() >= this.#forbidden.untilMs);
  }

  get troubles(): readonly Trouble[] {
    return [this.#trouble, this.#forbidden?.fault].flatMap((fault) =>
      fault === undefined ? [] : [aboutApi(fault)],
    );
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

  /** An order was carried out, or failed. */
  noteOrder(fault: Fault | undefined): void {
    if (fault?.code !== 'wazuh/api-forbidden') {
      if (fault === undefined) this.#forbidden = undefined;
      else this.noteFault(fault);
      return;
    }
    if (this.#forbidden === undefined)
      this.#tell({ kind: 'wazuh-api-away', text: fault.message, fields: { code: fault.code } });
    this.#forbidden = { fault, untilMs: this.#now() + FORBIDDEN_MS };
  }

  /** This node does not ask any more: it knows nothing of the API now. */
  forget(): void {
    this.#trouble = undefined;
    this.#forbidden = undefined;
    this.#answeredAtMs = undefined;
  }
}

/** The finding that a fault of the API is. */
export function aboutApi({ code, message, remedy }: Fault): Trouble {
  return { code, message, remedy, about: 'wazuh api' };
}
