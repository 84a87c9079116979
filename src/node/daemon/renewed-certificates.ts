import { Fault } from '../../base/fault.ts';
import { inForce as intentsInForce, pauseOf } from '../intents/in-force.ts';
import type { Ground } from './open-ground.ts';

/** Certificates of services that were renewed on the disk are given to the HAProxy that runs. */
export class RenewedCertificates {
  readonly #ground: Ground;
  readonly #isBusy: () => boolean;
  #trouble: Fault | undefined;

  /** @param isBusy an apply is on: what is in force is its business */
  constructor(ground: Ground, isBusy: () => boolean) {
    this.#ground = ground;
    this.#isBusy = isBusy;
  }

  /** Why HAProxy still serves a certificate that was renewed. */
  get trouble(): Fault | undefined {
    return this.#trouble;
  }

  /** Does nothing without certificates, while paused, or during an apply. */
  async refresh(): Promise<void> {
    const { current, inForce, state, tell, node, now } = this.#ground;
    const hasAny = current.site?.services.some(({ tls }) => tls !== undefined) === true;
    const isPaused = pauseOf(intentsInForce(state.intents, now()), node) !== undefined;
    if (!hasAny || isPaused || this.#isBusy()) return;
    try {
      const { how, steps } = await inForce.refreshCertificates();
      this.#trouble = undefined;
      if (how !== 'nothing') tell({ kind: 'certificate-replaced', text: steps.join('; '), fields: { how } });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#trouble = error;
    }
  }
}
