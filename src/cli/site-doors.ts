import { Fault } from '../base/fault.ts';
import type { Lab } from '../lab/lab.ts';
import type { NodeDoor } from '../node/api/node-door.ts';
import type { LabChoice } from './lab-name.ts';

/** How the user says which site is meant. Default: the daemon of this machine. */
export interface SiteOptions extends LabChoice {
  /** The running lab of the spec's name. */
  readonly lab?: boolean | undefined;
  /** Path of a daemon's unix socket; default: HOLDFAST_SOCKET, else /run/holdfast/node.sock. */
  readonly socket?: string | undefined;
  /** HOST or HOST:PORT of a node, over mutual TLS. */
  readonly connect?: string | undefined;
  /** Folder of a certificate as `pki issue` writes it; default: HOLDFAST_PKI. */
  readonly pki?: string | undefined;
}

/** The daemons of a site that a command can speak to. */
export interface SiteDoors {
  /** Their nodes, the preferred one first; never empty. */
  readonly nodes: readonly string[];
  /** The running lab that they are in; undefined = real hosts. */
  readonly lab: Lab | undefined;
  /**
   * The door of the node that is named, or the first one that answers, which stays the same one from then on.
   * @throws Fault `cli/unknown-node`, `cli/no-daemon`
   */
  door(node?: string): Promise<NodeDoor>;
  all(): readonly { readonly node: string; readonly door: NodeDoor }[];
  /** Where they lead, for sentences: `the lab web-edge`, `unix:/run/holdfast/node.sock`. */
  describe(): string;
  close(): void;
}

/** How long a daemon may take to answer before the next one is asked. */
const PATIENCE_MS = 2000;

export interface DoorsInput {
  /** At least one, in the order in which they are tried. */
  readonly entries: readonly { readonly node: string; readonly door: NodeDoor }[];
  /** The one that has just answered, and is not asked again whether it does. Default: none. */
  readonly answered?: DoorsInput['entries'][number];
  readonly where: string;
  /** What to do when nobody answers. */
  readonly remedy: string;
  readonly lab?: Lab | undefined;
}

/** Doors that are open already, as one site. */
export function siteDoors({ entries, answered, where, remedy, lab }: DoorsInput): SiteDoors {
  let first = answered && Promise.resolve(answered.door);
  const nodes = entries.map(({ node }) => node);
  return {
    nodes,
    lab,
    door: (node) => {
      if (node === undefined) return (first ??= firstToAnswer(entries, where, remedy));
      const found = entries.find((entry) => entry.node === node);
      return found === undefined
        ? Promise.reject(unknownNode(node, nodes, where))
        : Promise.resolve(found.door);
    },
    all: () => entries,
    describe: () => where,
    close: () => {
      for (const { door } of entries) door.close();
    },
  };
}

async function firstToAnswer(
  entries: DoorsInput['entries'],
  where: string,
  remedy: string,
): Promise<NodeDoor> {
  const failures: unknown[] = [];
  for (const { door } of entries) {
    try {
      await within(PATIENCE_MS, door.ready());
      return door;
    } catch (error) {
      failures.push(error);
    }
  }
  // Who is refused for a certificate has to mend the certificate.
  const refused = failures.find(
    (error): error is Fault => error instanceof Fault && error.code.startsWith('pki/'),
  );
  if (refused !== undefined) throw refused;
  const words = failures.map((error, index) =>
    error instanceof Fault
      ? `${error.message} ${error.remedy}`
      : `${entries[index]?.door.where}: ${(error as Error).message}`,
  );
  throw noDaemon(where, remedy, words.join('\n'));
}

export function noDaemon(where: string, remedy: string, evidence: string, cause?: unknown): Fault {
  return new Fault('cli/no-daemon', `No node daemon answers at ${where}.`, remedy, evidence, cause);
}

function unknownNode(node: string, nodes: readonly string[], where: string): Fault {
  return new Fault(
    'cli/unknown-node',
    `There is no node called ${node} at ${where}.`,
    `name one of ${nodes.join(', ')}, or speak with ${node} itself: --connect ADDRESS-OF-${node} --pki DIR`,
  );
}

/** @throws Error after `ms` without an answer */
async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
