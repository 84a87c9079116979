import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '../../release/foundation-config.ts';
import type { CompileTarget } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';

/**
 * A lab's managers are simulated, and have another certificate than those that the spec means: a site as a daemon in a lab
 * sees it trusts them, by the file that the lab put into the node's run directory.
 */
export function trustInLab(
  site: Site | undefined,
  { target, runDir }: { readonly target: CompileTarget; readonly runDir: string },
): Site | undefined {
  const api = site?.wazuh?.api;
  const ca = join(runDir, RUN_FILES.managersCa);
  if (target.kind !== 'lab' || api === undefined || site?.wazuh === undefined || !existsSync(ca)) return site;
  return { ...site, wazuh: { ...site.wazuh, api: { ...api, ca, fingerprint: undefined } } };
}
