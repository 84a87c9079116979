import type { Acceptance, State } from '../../../src/node/state/open-state.ts';
import type { WholeRevision } from '../../../src/node/state/revision.ts';
import { changed, noRevision } from '../../../src/node/state/state-faults.ts';

/** What a state directory keeps, without a disk. */
export class MemoryState implements State {
  whole: readonly WholeRevision[] = [];
  readonly intents = [];
  readonly troubles = [];

  get revisions() {
    return this.whole.map(({ spec: _, files: __, ...head }) => head);
  }
  get current() {
    return this.revisions[0];
  }
  get previous() {
    return this.revisions[1];
  }
  get kept() {
    return { routerIds: this.current?.routerIds ?? {} };
  }
  get etag() {
    return `"${this.current?.number ?? 0}-${this.current?.release ?? ''}"`;
  }

  async accept(given: Acceptance, ifMatch?: string) {
    const {
      number = (this.current?.number ?? 0) + 1,
      note = '',
      site,
      release,
      who,
      at,
      spec,
      files,
    } = given;
    if (number <= (this.current?.number ?? 0))
      throw changed(`Revision ${number} is there already`, this.etag);
    if (ifMatch !== undefined && ifMatch !== this.etag) throw changed('Somebody was quicker', this.etag);
    const routerIds = { ...this.kept.routerIds, ...given.routerIds };
    this.whole = [{ number, site, release, who, at, note, spec, files, routerIds }, ...this.whole];
    return this.current!;
  }

  async changeIntents() {
    return this.intents;
  }

  async read(number: number) {
    const found = this.whole.find((one) => one.number === number);
    if (found === undefined) throw noRevision(number, this.revisions);
    return found;
  }

  async close() {}
}
