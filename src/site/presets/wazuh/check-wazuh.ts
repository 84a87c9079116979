import type { Spec, SpecWazuh } from '../../../spec/spec.ts';
import type { Findings } from '../../findings.ts';
import type { WazuhCluster } from '../../site.ts';
import { isExcluded } from './is-excluded.ts';
import { MADE, PART_PATHS, type Part } from './made-names.ts';
import { partsOf } from './parts-of.ts';

/** What `wazuh` asks for that cannot be, or would not be what was meant. */
export function checkWazuh(spec: Spec, written: SpecWazuh, cluster: WazuhCluster, findings: Findings): void {
  checkNames(written, findings);
  checkMembers(written, cluster, findings);
  checkMadeOnce(spec, written, findings);
  checkHosts(cluster, findings);
}

function checkNames(written: SpecWazuh, findings: Findings): void {
  const managers = Object.keys(written.managers);
  for (const name of Object.keys(written.addresses)) {
    if (managers.includes(name)) {
      const message = `Manager ${name} has an address under "managers" and one under "addresses".`;
      findings.add('spec/choose-one', `wazuh/addresses/${name}`, message, 'keep the one under "managers".');
    } else if (!written.discover) noSuchManager(`wazuh/addresses/${name}`, `is named ${name}`);
  }
  if (written.discover || !findings.isWhole('wazuh/managers')) return;
  for (const name of Object.keys(written.weights)) {
    if (!managers.includes(name)) noSuchManager(`wazuh/weights/${name}`, `is named ${name}`);
  }
  written.exclude.forEach((glob, index) => {
    if (!managers.some((name) => isExcluded(name, [glob])))
      noSuchManager(`wazuh/exclude/${index}`, `fits ${glob}`);
  });

  function noSuchManager(path: string, what: string): void {
    const list = managers.length === 0 ? '' : ` There are ${managers.join(', ')}.`;
    const message = `No manager ${what}, and none is discovered.${list}`;
    findings.add(
      'spec/unknown-manager',
      path,
      message,
      'write the name as it stands under "managers", or remove it.',
      'warning',
    );
  }
}

function checkMembers(
  written: SpecWazuh,
  { api, managers, exclude, discover }: WazuhCluster,
  findings: Findings,
): void {
  if (discover && api === undefined && findings.isWhole('wazuh/api')) {
    const message = 'Managers are to be discovered, but it is not said where the API of Wazuh is asked.';
    findings.add(
      'spec/discover-without-api',
      'wazuh/discover',
      message,
      'add "api: { urls, user, password }", or name the managers and remove "discover".',
    );
  }
  if (discover || !findings.isWhole('wazuh/managers') || !findings.isWhole('wazuh/discover')) return;
  const names = Object.keys(managers);
  if (names.length === 0) {
    const message = 'The cluster has no manager, and none is discovered.';
    findings.add(
      'spec/missing-key',
      'wazuh/managers',
      message,
      'add "managers: { NAME: ADDRESS }" with the master first, or "discover: true" with "api".',
    );
  } else if (partsOf(written).events !== undefined && names.every((name) => isExcluded(name, exclude))) {
    const message = 'Every manager is excluded, so that no one is left for the agents.';
    findings.add('spec/no-active-server', 'wazuh/exclude', message, 'exclude fewer.');
  }
}

/** What the preset makes cannot be written as well: which of the two would count? */
function checkMadeOnce(spec: Spec, written: SpecWazuh, findings: Findings): void {
  const parts = partsOf(written);
  const on = (Object.keys(MADE) as Part[]).filter((part) => parts[part] !== undefined);
  for (const part of on) {
    const key = PART_PATHS[part].replace('wazuh/', '').replace('/', '.');
    for (const section of ['services', 'pools'] as const) {
      if (!Object.hasOwn(spec[section], MADE[part])) continue;
      const message = `"wazuh" makes the ${section.slice(0, -1)} ${MADE[part]} itself.`;
      findings.add(
        'spec/made-by-wazuh',
        `${section}/${MADE[part]}`,
        message,
        `say what shall be different under wazuh.${key}, or switch it off there and give yours another name.`,
      );
    }
  }
}

function checkHosts({ managers }: WazuhCluster, findings: Findings): void {
  const owners = new Map<string, string>();
  for (const [name, host] of Object.entries(managers)) {
    const owner = owners.get(host);
    if (owner !== undefined) {
      const message = `Manager ${name} has the address ${host}, and so has ${owner}.`;
      findings.add(
        'spec/duplicate-address',
        `wazuh/managers/${name}`,
        message,
        'give it its own address, or remove one.',
      );
    }
    owners.set(host, name);
  }
}
