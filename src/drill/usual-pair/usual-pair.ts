import type { UsualPair } from '../../node/page/page-site.ts';
import measured from './measured.json' with { type: 'json' };

/**
 * What a usual hand-written pair did in the same faults: `usual-pair.json` of a run of `make bench`, put here with its
 * date and machine. Reports and the dashboard say where it comes from.
 */
export const USUAL_PAIR: UsualPair = measured;
