import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import type { Site } from '../../site/site.ts';
import { SPEC_FILE } from '../apply/current-spec.ts';
import { failedRecord } from '../checks/failed-record.ts';
import { NginxCounts } from '../checks/nginx-counts.ts';
import { ServerChecker } from '../checks/server-checker.ts';
import { compileIntents } from '../intents/compile-intents.ts';
import { inForce, pauseOf } from '../intents/in-force.ts';
import { isBlinding } from '../status/is-blinding.ts';
import type { NodeParts } from './node-parts.ts';
import type { Ground } from './open-ground.ts';

type Around = Pick<NodeParts, 'trials' | 'isBusy' | 'bringAbout'>;

/** What checks nginx's servers, with what it needs of a daemon's other parts. */
export function checkerOf(
  { node, runDir, stateDir, state, current, compiler, tell, now }: Ground,
  parts: Around,
  onBug: (error: unknown) => void,
): ServerChecker {
  const force = () => inForce(state.intents, now());
  const checker = new ServerChecker({
    now,
    site: siteWith(() => onTrial(parts, compiler) ?? current.site, force),
    mayChange: () =>
      !parts.isBusy &&
      current.trouble === undefined &&
      !state.troubles.some(isBlinding) &&
      pauseOf(force(), node) === undefined,
    record: failedRecord(stateDir),
    counts: new NginxCounts(join(runDir, RUN_FILES.nginxCounts), () => hasNginx(current.site)),
    changed: async (says) => {
      tell({ kind: 'checks-changed', text: says, fields: { node } });
      try {
        await parts.bringAbout();
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        tell({ kind: 'healing-failed', text: error.message, fields: { code: error.code, step: 'checks' } });
      }
    },
    onBug,
  });
  compiler.failed = () => checker.failed;
  return checker;
}

function hasNginx(site: Pick<Site, 'pools'> | undefined): boolean {
  return site?.pools.some(({ engine }) => engine === 'nginx') === true;
}

/** A release on trial may have servers that the accepted one has not: whether it is healthy, their checks tell. */
function onTrial({ trials }: Around, compiler: Ground['compiler']): Site | undefined {
  const { order } = trials;
  if (order === undefined) return undefined;
  const compiled = compiler.compile(order.spec, SPEC_FILE, order.routerIds);
  return 'release' in compiled ? compiled.site : undefined;
}

/** With the intents in force; compiled again only when they, or the site, are others: it is asked ten times a second. */
function siteWith(
  site: () => Site | undefined,
  force: () => ReturnType<typeof inForce>,
): () => Site | undefined {
  let known: { readonly of: Site; readonly key: string; readonly site: Site } | undefined;
  return () => {
    const of = site();
    if (of === undefined || !hasNginx(of)) return of;
    const intents = force();
    const key = intents.map(({ id }) => id).join();
    if (known?.of !== of || known.key !== key) known = { of, key, site: compileIntents(of, intents) };
    return known.site;
  };
}
