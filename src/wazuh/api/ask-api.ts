import type * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { apiAway, loginRefused, tooMany, unexpectedAnswer, wrongCertificate } from './api-faults.ts';
import type { Call } from './call.ts';
import { NoAnswer } from './exchange.ts';
import { NotConnected } from './open-tls.ts';
import { readJson } from './read-json.ts';
import { refusalOf } from './refusal.ts';
import { type LineAround, RequestLine } from './request-line.ts';

/** The API counts by the minute, and does not say when the next one begins. */
const HOLD_MS = [5_000, 10_000, 20_000, 40_000, 60_000];
const FIRST_PAUSE_MS = 500;

/** `again`: it may be asked again by itself, after so long at the earliest. */
type Tried<Answer> =
  | { readonly answer: Answer }
  | { readonly fault: Fault; readonly again: boolean; readonly afterMs?: number };

/** Asks the API wherever it answers: several URLs in turn, and again after what passes by itself. */
export class ApiAsker {
  readonly #line: RequestLine;
  readonly #around: LineAround;
  readonly #urls: readonly URL[];
  /** The one that has answered last. */
  #working = 0;
  /** How often in a row it was too much for the API. */
  #overruns = 0;

  constructor(around: LineAround) {
    this.#around = around;
    this.#line = new RequestLine(around);
    this.#urls = around.api.urls.map((url) => new URL(url));
  }

  get perMinute(): number {
    return this.#line.perMinute;
  }

  /** Where it answered last; at first where it will be asked first. */
  get url(): string {
    return this.#urls[this.#working]?.origin ?? '';
  }

  close(): void {
    this.#line.close();
  }

  /** @throws Fault `wazuh/api-…` */
  async ask<Shape extends z.ZodType>(call: Call<Shape>): Promise<z.output<Shape>> {
    const { clock } = this.#around;
    const endMs = clock.now() + call.patienceMs;
    for (let round = 0; ; round += 1) {
      const tried = await this.#tryUrls(call, endMs);
      if ('answer' in tried) return tried.answer;
      const waitMs = Math.max(FIRST_PAUSE_MS * 2 ** round, tried.afterMs ?? 0);
      const isLast = round + 1 >= call.rounds || clock.now() + waitMs > endMs;
      if (!tried.again || isLast || this.#line.closed.aborted) throw tried.fault;
      await clock.wait(waitMs, this.#line.closed);
    }
  }

  async #tryUrls<Shape extends z.ZodType>(call: Call<Shape>, endMs: number): Promise<Tried<z.output<Shape>>> {
    const whys: string[] = [];
    // What a person must put right is told rather than that another URL is away.
    let worst: Fault | undefined;
    const first = this.#working;
    for (let step = 0; step < this.#urls.length; step += 1) {
      const index = (first + step) % this.#urls.length;
      const url = this.#urls[index]!;
      const tried = await this.#tryOne(url, call, endMs);
      if ('answer' in tried) {
        this.#working = index;
        return tried;
      }
      if (!('elsewhere' in tried)) return tried;
      worst ??= tried.worst;
      whys.push(`${url.host}: ${tried.elsewhere}`);
    }
    return { fault: worst ?? apiAway(whys.join('; ')), again: worst === undefined };
  }

  async #tryOne<Shape extends z.ZodType>(
    url: URL,
    call: Call<Shape>,
    endMs: number,
  ): Promise<Tried<z.output<Shape>> | { readonly elsewhere: string; readonly worst?: Fault }> {
    const isOrder = call.method === 'PUT';
    try {
      const received = await this.#line.send(url, call, endMs);
      const refusal = refusalOf(call, received);
      if (refusal === undefined) {
        this.#overruns = 0;
        const read = readJson(call.answer, received.text);
        if ('value' in read) return { answer: read.value };
        const fault = unexpectedAnswer(call.does, read.why);
        return isOrder ? { fault, again: false } : { elsewhere: read.why, worst: fault };
      }
      if (refusal.is === 'final') return { fault: refusal.fault, again: false };
      if (refusal.is === 'too-many') return this.#holdAll();
      if (refusal.is === 'not-logged-in')
        return { fault: loginRefused(this.#around.api.user, 0), again: false };
      // It may have been carried out in part: an order is not given twice.
      if (isOrder) return { fault: apiAway(`${url.host}: ${refusal.why}`), again: false };
      return { elsewhere: refusal.why };
    } catch (error) {
      if (error instanceof Fault) return { fault: error, again: false };
      if (error instanceof NotConnected)
        return {
          elsewhere: error.message,
          ...(error.isCertificate && { worst: wrongCertificate(url, error.message) }),
        };
      if (!(error instanceof NoAnswer)) throw error;
      if (isOrder) return { fault: apiAway(`${url.host}: ${error.message}`), again: false };
      return { elsewhere: error.message };
    }
  }

  #holdAll(): { readonly fault: Fault; readonly again: true; readonly afterMs: number } {
    const holdMs = HOLD_MS[Math.min(this.#overruns, HOLD_MS.length - 1)]!;
    this.#overruns += 1;
    this.#line.hold(holdMs);
    return { fault: tooMany(holdMs), again: true, afterMs: holdMs };
  }
}
