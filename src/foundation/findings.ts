import { Fault } from '../base/fault.ts';
import type { Finding } from './status.ts';

const MOST = 20;

/** What is looked at: the release that should be in force, or who else is on our ports. */
export type FindingTopic = 'release' | 'ports';

interface Known extends Finding {
  readonly topic: FindingTopic;
  /** Without an engine's own words, which differ each time, by a pid or a date. */
  readonly sentence: string;
}

/** What needs a person now. Who looks at a topic again says all that is wrong with it; what it was before goes. */
export class Findings {
  readonly #tell: (event: string, message: string) => void;
  #known: readonly Known[] = [];

  constructor(tell: (event: string, message: string) => void) {
    this.#tell = tell;
  }

  get list(): readonly Finding[] {
    return this.#known.map(({ code, severity, message, remedy, at }) => ({
      code,
      severity,
      message,
      remedy,
      at,
    }));
  }

  /** These faults, and no others, hold of this topic now. What goes or is new is told; the same again only renews its time. */
  set(topic: FindingTopic, faults: readonly FoundFault[]): void {
    const at = new Date().toISOString();
    const now = faults.map((found) => knownOf(topic, found, at));
    const isAmong = (one: Known, others: readonly Known[]): boolean =>
      others.some(({ code, sentence }) => code === one.code && sentence === one.sentence);
    for (const one of now) {
      if (!isAmong(one, this.#known)) this.#tell('finding', `${one.code}: ${one.message}`);
    }
    const gone = this.#known.filter((one) => one.topic === topic && !isAmong(one, now));
    for (const { code, sentence } of gone) this.#tell('finding-settled', `${code}: ${sentence}`);
    this.#known = [...this.#known.filter((one) => one.topic !== topic), ...now].slice(-MOST);
  }
}

/** A fault and what follows from it, one sentence. */
export interface FoundFault {
  readonly fault: Fault;
  readonly consequence?: string;
}

function knownOf(topic: FindingTopic, { fault, consequence = '' }: FoundFault, at: string): Known {
  const { code, remedy, evidence } = fault;
  const sentence = [fault.message, consequence].filter((part) => part !== '').join(' ');
  const message = evidence === '' ? sentence : `${sentence}\n${evidence}`;
  return { topic, sentence, code, severity: 'critical', message, remedy, at };
}

/** Runs what may fail with a Fault: then undefined, and the Fault is noted. Anything else is a bug and flies on. */
export function attempt<T>(found: FoundFault[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    found.push({ fault: error });
    return undefined;
  }
}
