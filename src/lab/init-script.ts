import { FOUNDATION_NODE_FLAGS } from '../foundation/node-flags.ts';
import { DAEMON_ENVIRONMENT, DAEMON_NODE_FLAGS } from '../node/daemon-flags.ts';
import type { PlayerPrograms } from './bundles.ts';
import {
  keepLine,
  makeNamespace,
  playLines,
  plugCables,
  setUpMember,
  shellFunctions,
} from './member-script.ts';
import type { NetworkPlan } from './network-plan.ts';
import { quoteWord } from './shell-word.ts';
import { WAZUH_FILES } from './wazuh-files.ts';

export interface InitInput {
  readonly name: string;
  /** The lab's directory. */
  readonly dir: string;
  readonly plan: NetworkPlan;
  /** Absolute paths. */
  readonly programs: PlayerPrograms & {
    readonly foundation: string;
    /** The node daemon; undefined = no node of this lab has one. */
    readonly daemon?: string | undefined;
  };
  /** The environment variable in which daemons find the password of the simulated managers' API; default: none. */
  readonly apiPasswordIn?: string | undefined;
  /** What runs on a node, given its run directory; default: its foundation. */
  readonly nodeCommand?: ((runDir: string) => readonly string[]) | undefined;
}

/** While a file of this name is in a node's directory, its daemon is not started again. */
export const DAEMON_HOLD = 'hold-node';

/** The spec as `lab up` read it, in the lab's directory: a daemon without a revision begins with it. */
export const LAB_SPEC = 'spec.yaml';

/**
 * The script of the lab's process 1: builds the network, says `ready`, keeps foundations, daemons and players alive, reaps.
 * It is plain sh, so that a look at it (and a run by hand) explains the lab.
 */
export function printInitScript(input: InitInput): string {
  const { name, dir, plan, programs, apiPasswordIn } = input;
  return `#!/bin/sh
# Process 1 of the lab ${name}, written by \`holdfast lab up\`. When it ends, everything in the lab ends.
${shellFunctions(dir)}
cd "$D" || exit 1
${
  apiPasswordIn === undefined
    ? ''
    : `${apiPasswordIn}=$(cat "$D/${WAZUH_FILES.password}") && export ${apiPasswordIn}
`
}
# No lab without a record: the command that starts it writes lab.json at once, or died.
tries=0
until [ -e "$D/lab.json" ]; do
  tries=$((tries + 1)); if [ "$tries" -gt 250 ]; then echo "nobody recorded this lab" >&2; exit 1; fi
  sleep 0.02
done

set -e
# --- The switch: this process's own network namespace. A bridge is a wire. ---
sysctl net/ipv6/conf/all/accept_dad 0; sysctl net/ipv6/conf/default/accept_dad 0; sysctl net/ipv6/conf/default/dad_transmits 0
${plan.members.map(makeNamespace).join('\n')}
ip -batch - <<'EOF'
${switchBatch(plan, dir).join('\n')}
EOF

# --- The members ---
${plan.members.map(setUpMember).join('\n')}
set +e

# --- What runs on them ---
${nodeLines(input).join('\n')}
${plan.members.flatMap((member) => playLines(member, dir, programs)).join('\n')}

# Logs stay small: what grew beyond 4 MB starts again.
while :; do sleep 20; find "$D" -path '*/log/*' -type f -size +4M -exec truncate -s 0 {} +; done </dev/null >/dev/null 2>&1 &

: >"$D/ready"
# \`wait\` reaps our own children and every orphan of the lab.
while :; do wait; sleep 1; done
`;
}

function switchBatch(plan: NetworkPlan, dir: string): string[] {
  const bridges = plan.bridges.flatMap((bridge) => [
    `link add name ${bridge} type bridge stp_state 0 forward_delay 0 mcast_snooping 0`,
    `link set dev ${bridge} up`,
  ]);
  return ['link set dev lo up', ...bridges, ...plan.members.flatMap((member) => plugCables(member, dir))];
}

/** Foundations first, because traffic waits for them; then the daemons. */
function nodeLines({ dir, plan, programs, nodeCommand }: InitInput): readonly string[] {
  const { node: program, daemon } = programs;
  const foundation = (runDir: string) => [
    program,
    ...FOUNDATION_NODE_FLAGS,
    programs.foundation,
    '--run-dir',
    runDir,
  ];
  const nodes = plan.members.filter(({ kind }) => kind === 'node').map(({ name }) => name);
  const foundations = nodes.map((name) =>
    keepLine(name, 'foundation', (nodeCommand ?? foundation)(`${dir}/${name}`)),
  );
  if (daemon === undefined) return foundations;
  const settings = Object.entries(DAEMON_ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  const daemons = nodes.map((name) => {
    const command = [
      'env',
      ...settings,
      program,
      ...DAEMON_NODE_FLAGS,
      daemon,
      ...daemonArguments(dir, name),
    ];
    return keepLine(name, 'node', command, { hold: DAEMON_HOLD, first: `later ${quoteWord(name)}` });
  });
  return [...foundations, LATER, ...daemons];
}

const LATER = `# later NODE: returns when its foundation answers and it has its certificate, at the latest after 10 s.
later() {
  tries=0
  until [ -S "$D/$1/control.sock" ] && [ -e "$D/$1/pki/certificate.pem" ]; do
    tries=$((tries + 1)); if [ "$tries" -gt 200 ]; then return; fi
    sleep 0.05
  done
}`;

function daemonArguments(dir: string, node: string): readonly string[] {
  const own = `${dir}/${node}`;
  return [
    ...['--node', node, '--run-dir', own, '--state-dir', `${own}/state`],
    ...['--pki', `${own}/pki`, '--spec', `${dir}/${LAB_SPEC}`, '--target', 'lab'],
  ];
}
