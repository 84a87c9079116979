import { mkdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import { Fault } from '../../base/fault.ts';
import type { FormerUnit } from '../../host/adopt/plan/adopt-facts.ts';
import type { Imported } from '../../import/import-site.ts';
import { say } from '../say.ts';
import { countProblems, showProblems } from '../show-problems.ts';
import { SPEC_FILE } from './find-spec.ts';
import { readRunning } from './read-running.ts';

export interface FirstSpec {
  readonly node: string;
  readonly name: string;
  /** As the user gave them: node → `10.0.0.11/24`. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly dryRun: boolean;
}

/** Without a spec: what runs becomes one, and nothing else is touched. */
export function writeFirstSpec(
  former: readonly FormerUnit[],
  { node, name, addresses, dryRun }: FirstSpec,
): void {
  const guess = readRunning(former, node, name, addresses);
  const own = addresses.has(node) ? undefined : ownAddress(guess);
  const imported =
    own === undefined ? guess : readRunning(former, node, name, new Map([...addresses, [node, own]]));
  if (dryRun) process.stdout.write(imported.text);
  else writeNew(imported.text);
  showProblems(imported.problems, process.stderr);
  if (imported.problems.length > 0) say(countProblems(imported.problems));
  say(
    `${dryRun ? 'This would be' : 'Wrote'} ${SPEC_FILE}, the spec of what runs here. Nothing else was touched. Next:`,
  );
  for (const [index, step] of nextSteps(imported, node).entries()) say(`  ${index + 1}. ${step}`);
  process.exitCode = 1;
}

/** Never over a spec that is there. @throws Fault `cli/cannot-write` */
function writeNew(text: string): void {
  try {
    mkdirSync(dirname(SPEC_FILE), { recursive: true, mode: 0o755 });
    writeFileSync(SPEC_FILE, text, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    throw new Fault(
      'cli/cannot-write',
      `Cannot write ${SPEC_FILE}: ${(error as Error).message}.`,
      'look whether /etc is writable; nothing was touched',
      '',
      error,
    );
  }
}

/** The first address, not a VIP, of the interface that carries VRRP. */
function ownAddress({ nodes }: Imported): string | undefined {
  const instances = nodes.flatMap((node) => node.instances);
  const [name] = instances.flatMap((instance) => instance.interface?.value ?? []);
  const vips = new Set(
    instances.flatMap((one) => [...one.addresses, ...one.excludedAddresses].map(({ address }) => address)),
  );
  return (
    networkInterfaces()[name ?? '']?.find(
      ({ address, internal, family }) => family === 'IPv4' && !internal && !vips.has(address),
    )?.cidr ?? undefined
  );
}

function nextSteps({ problems, nodes }: Imported, node: string): readonly string[] {
  const other = nodes.find(({ name }) => name !== node)?.name ?? 'lb2';
  const lacksAddress = problems.some(({ code }) => code === 'import/unknown-address');
  const hasSecret = problems.some(({ code }) => code === 'import/secret');
  return [
    ...(lacksAddress
      ? [`give each node its address in ${SPEC_FILE}: no file of this host names that of the other`]
      : []),
    `give the nodes their names, and the priorities that run now: vips.NAME.vrrp.priorities: { ${node}: …, ${other}: … } (the files of both nodes say all of it: holdfast import --node ${node}=FOLDER --node ${other}=FOLDER)`,
    ...(hasSecret
      ? [
          'write the VRRP password into /etc/holdfast/holdfast.env (mode 0600), under the name that the spec gives it',
        ]
      : []),
    `holdfast validate -f ${SPEC_FILE}; the same file on the other node`,
    `on a machine that is no node: holdfast pki init --name SITE; holdfast pki issue node ${node} --address ITS-ADDRESS; its files to /etc/holdfast/pki`,
    'holdfast adopt --dry-run, on the standby first',
  ];
}
