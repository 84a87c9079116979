import { connect } from 'node:tls';
import {
  type EnrollmentAnswer,
  keyHash,
  parseEnrollmentAnswer,
  printEnrollmentRequest,
} from '../../protocol/enrollment.ts';
import { isRefusal } from '../../protocol/refusal.ts';
import type { Endpoint } from '../program-options.ts';
import type { SimulatedAgent } from './simulated-agent.ts';

const AT_ONCE = 16;
const LONGEST_MS = 30_000;

export interface EnrollmentRules {
  readonly servers: readonly Endpoint[];
  readonly version: string;
  readonly password: string | undefined;
}

/** Asks authd for keys, a few agents at a time. */
export class Enroller {
  /** Keys that were given, and answers that gave none. */
  readonly counts = { enrolled: 0, refused: 0, failed: 0 };
  lastRefusal: string | undefined;
  readonly #rules: EnrollmentRules;
  readonly #waiting: SimulatedAgent[] = [];
  #running = 0;
  #asked = 0;

  constructor(rules: EnrollmentRules) {
    this.#rules = rules;
  }

  /**
   * Agents without a key wait for their turn. One that has a key and only could not connect goes on with it when it
   * is not its turn at once: thousands that wait behind a dead authd would be held up here, not by what is measured.
   */
  enroll(agent: SimulatedAgent): void {
    if (agent.key !== undefined && this.#running >= AT_ONCE) return agent.notEnrolled(Date.now());
    this.#waiting.push(agent);
    this.#next();
  }

  #next(): void {
    while (this.#running < AT_ONCE) {
      const agent = this.#waiting.shift();
      if (agent === undefined) return;
      this.#running += 1;
      void this.#one(agent).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #one(agent: SimulatedAgent): Promise<void> {
    const { servers, version, password } = this.#rules;
    const server = servers[this.#asked % servers.length]!;
    const hash = agent.key === undefined ? undefined : keyHash(agent.key);
    const line = printEnrollmentRequest({ name: agent.name, version, password, keyHash: hash });
    const answer = await askAuthd(server, line).catch(() => undefined);
    if (answer !== undefined && 'key' in answer) {
      this.counts.enrolled += 1;
      return agent.enrolled(answer.key, Date.now());
    }
    if (answer === undefined) {
      this.counts.failed += 1;
      this.#asked += 1;
    } else {
      this.counts.refused += 1;
      this.lastRefusal = answer.error;
    }
    agent.notEnrolled(Date.now());
  }
}

/** As agents do that were given no authority to trust, it takes any certificate. */
export function askAuthd(server: Endpoint, line: string): Promise<EnrollmentAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...server, rejectUnauthorized: false, minVersion: 'TLSv1.2' }, () =>
      socket.write(line),
    );
    let text = '';
    socket.setTimeout(LONGEST_MS, () => socket.destroy(new Error('authd does not answer')));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) socket.end();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      const answer = parseEnrollmentAnswer(text);
      if (isRefusal(answer)) reject(new Error(answer.refused));
      else resolve(answer);
    });
  });
}
