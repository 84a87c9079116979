import { Fault } from '../base/fault.ts';
import type { Finding } from './status.ts';

const MOST = 20;

/** What needs a person, shown in the status until the foundation ends. The same finding again only renews its time. */
export class Findings {
  readonly #tell: (event: string, message: string) => void;
  #list: Finding[] = [];

  constructor(tell: (event: string, message: string) => void) {
    this.#tell = tell;
  }

  get list(): readonly Finding[] {
    return this.#list;
  }

  /** @param consequence what follows from it, one sentence */
  add(fault: Fault, consequence = ''): void {
    const sentence = [fault.message, consequence].filter((part) => part !== '').join(' ');
    const message = fault.evidence === '' ? sentence : `${sentence}\n${fault.evidence}`;
    // An engine's own words differ each time, by a pid or a date: they do not make another finding.
    const others = this.#list.filter(
      (known) => known.code !== fault.code || !known.message.startsWith(sentence),
    );
    if (others.length === this.#list.length) this.#tell('finding', `${fault.code}: ${message}`);
    const { code, remedy } = fault;
    this.#list = [
      ...others,
      { code, severity: 'critical' as const, message, remedy, at: new Date().toISOString() },
    ].slice(-MOST);
  }

  /** Runs what may fail with a Fault: then undefined, and the Fault is a finding. Anything else is a bug and flies on. */
  attempt<T>(work: () => T, consequence = ''): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.add(error, consequence);
      return undefined;
    }
  }
}
