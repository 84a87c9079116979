import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { runCommand } from '../host/run-command.ts';
import { lookUpSecret } from '../node/in-force/look-up-secret.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Site } from '../site/site.ts';
import { writeSharedKeys } from '../wazuh/simulate/shared-keys.ts';
import type { NetworkPlan } from './network-plan.ts';
import { stateFault } from './state-dir.ts';
import { managersOf } from './wazuh-cluster.ts';
import { MEMBER_FILES, WAZUH_FILES } from './wazuh-files.ts';

/** Keys that are shared beyond those of the agents at the start, for agents that are added. */
export const SPARE_KEYS = 10_000;

/**
 * Writes what the simulated managers and agents share: keys, the certificate, and the API's password as the spec's secret
 * has it. Does nothing for a lab without a manager.
 * @throws Fault `release/secret-missing`, `lab/state-not-writable`, `pki/openssl-failed`
 */
export async function writeWazuhFiles(dir: string, site: Site, plan: NetworkPlan): Promise<void> {
  const managers = managersOf({ dir, plan });
  if (managers.length === 0) return;
  const password = passwordOf(site);
  storing(dir, () => {
    mkdirSync(`${dir}/wazuh`, { recursive: true, mode: 0o700 });
    writeFileSync(`${dir}/${WAZUH_FILES.password}`, password, { mode: 0o600 });
    const keys = writeSharedKeys((site.lab.agents ?? 0) + SPARE_KEYS);
    writeFileSync(`${dir}/${WAZUH_FILES.keys}`, keys, { mode: 0o600 });
  });
  const hosts = [
    ...managers.map(({ player }) => player.address),
    ...site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
  ];
  const names = [...managers.map(({ player }) => `DNS:${player.name}`), ...hosts.map((host) => `IP:${host}`)];
  await makeCertificate(dir, names);
  for (const { member } of managers) giveCertificate(dir, member.name);
  storing(dir, () => {
    for (const { name } of site.nodes)
      copyFileSync(`${dir}/${WAZUH_FILES.certificate}`, `${dir}/${name}/${RUN_FILES.managersCa}`);
  });
}

/** A manager makes a certificate of its own only where it finds none. */
export function giveCertificate(dir: string, member: string): void {
  const own = `${dir}/${member}/${MEMBER_FILES.managerDir}`;
  storing(own, () => {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    copyFileSync(`${dir}/${WAZUH_FILES.key}`, `${own}/manager.key`);
    copyFileSync(`${dir}/${WAZUH_FILES.certificate}`, `${own}/manager.pem`);
  });
}

async function makeCertificate(dir: string, names: readonly string[]): Promise<void> {
  const { code, stderr } = await runCommand([
    ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...[
      '-days',
      '365',
      '-subj',
      '/CN=Wazuh managers of a lab',
      '-addext',
      `subjectAltName=${names.join(',')}`,
    ],
    ...['-keyout', `${dir}/${WAZUH_FILES.key}`, '-out', `${dir}/${WAZUH_FILES.certificate}`],
  ]);
  if (code === 0) return;
  throw new Fault(
    'pki/openssl-failed',
    'openssl made no certificate for the managers of the lab.',
    'its own words say why; `openssl version` should answer 3.0 or newer.',
    stderr,
  );
}

/** A variable that is not set means nothing to a lab: it chooses a password, and its daemons find it in that variable. */
function passwordOf({ wazuh }: Site): string {
  const secret = wazuh?.api?.password;
  const known = secret === undefined ? undefined : lookUpSecret(secret);
  if (known !== undefined && known !== '') return known;
  if (secret !== undefined && 'file' in secret) {
    throw new Fault(
      'release/secret-missing',
      `The password of the Wazuh API is not there: the file ${secret.file} is missing or empty.`,
      `Write any password into ${secret.file}; or use { env: NAME } in the spec, and the lab chooses one.`,
    );
  }
  return randomBytes(18).toString('base64url');
}

function storing(place: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw stateFault(place, error);
  }
}
