import { FOUNDATION_NODE_FLAGS } from '../foundation/node-flags.ts';
import type { Member, NetworkPlan } from './network-plan.ts';
import { quoteWord, quoteWords } from './shell-word.ts';

export interface InitInput {
  readonly name: string;
  /** The lab's directory. */
  readonly dir: string;
  readonly plan: NetworkPlan;
  /** Absolute paths. */
  readonly programs: {
    readonly node: string;
    readonly foundation: string;
    readonly 'http-echo': string;
    readonly 'tcp-echo': string;
  };
  /** What runs on a node, given its run directory; default: its foundation. */
  readonly nodeCommand?: ((runDir: string) => readonly string[]) | undefined;
}

/**
 * The script of the lab's process 1: builds the network, says `ready`, keeps foundations and players alive, reaps.
 * It is plain sh, so that a look at it (and a run by hand) explains the lab.
 */
export function printInitScript({ name, dir, plan, programs, nodeCommand }: InitInput): string {
  const foundation = (runDir: string) => [
    programs.node,
    ...FOUNDATION_NODE_FLAGS,
    programs.foundation,
    '--run-dir',
    runDir,
  ];
  const nodes = plan.members.filter(({ kind }) => kind === 'node');
  return `#!/bin/sh
# Process 1 of the lab ${name}, written by \`holdfast lab up\`. When it ends, everything in the lab ends.
umask 077
D=${quoteWord(dir)}
cd "$D" || exit 1

# No lab without a record: the command that starts it writes lab.json at once, or died.
tries=0
until [ -e "$D/lab.json" ]; do
  tries=$((tries + 1)); if [ "$tries" -gt 250 ]; then echo "nobody recorded this lab" >&2; exit 1; fi
  sleep 0.02
done

# As many open files as we may have: a session takes two descriptors of HAProxy.
most=$(ulimit -Hn)
if [ "$most" = unlimited ] || [ "$most" -gt 1048576 ]; then most=1048576; fi
ulimit -n "$most" || :

set -e
# --- The switch: this process's own network namespace. A bridge is a wire. ---
sysctl() { if [ -e "/proc/sys/$1" ]; then echo "$2" >"/proc/sys/$1"; fi; }
quiet_ipv6() { sysctl net/ipv6/conf/all/accept_dad 0; sysctl net/ipv6/conf/default/accept_dad 0; sysctl net/ipv6/conf/default/dad_transmits 0; }
inside() { member=$1; shift; nsenter --net="$D/ns/$member" -- "$@"; }
quiet_ipv6
${plan.members.map((member) => `: >"$D"/ns/${quoteWord(member.name)}; unshare --net="$D"/ns/${quoteWord(member.name)} true`).join('\n')}
ip -batch - <<'EOF'
${switchBatch(plan, dir).join('\n')}
EOF

# --- The members ---
${plan.members.map(memberSetup).join('\n')}
set +e

# --- What runs on them ---
# keep MEMBER LOG COMMAND...: starts a command of a member again whenever it ends, at once unless it keeps dying;
# not while the file MEMBER/hold is there.
keep() {
  member=$1; log=$2; shift 2; quick=0
  while :; do
    while [ -e "$D/$member/hold" ]; do sleep 0.05; done
    since=$(date +%s)
    nsenter --net="$D/ns/$member" -- "$@" </dev/null >>"$log" 2>&1
    code=$?
    echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) lab: ended with status $code; it is started again" >>"$log"
    if [ $(($(date +%s) - since)) -ge 2 ]; then quick=0; else quick=$((quick + 1)); fi
    if [ "$quick" -ge 3 ]; then sleep 0.5; fi
  done
}
${nodes.map((node) => keepLine(node.name, 'foundation', (nodeCommand ?? foundation)(`${dir}/${node.name}`))).join('\n')}
${plan.members.flatMap((member) => playerLines(member, programs)).join('\n')}

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
  const cables = plan.members.flatMap(({ name, links }) =>
    links.flatMap(({ interface: inner, port, bridge }) => [
      `link add name ${port} type veth peer name ${inner} netns ${dir}/ns/${name}`,
      `link set dev ${port} master ${bridge} up`,
    ]),
  );
  return ['link set dev lo up', ...bridges, ...cables];
}

const NODE_SETTINGS = [
  // A node listens on VIPs that it does not hold (yet); a dying foundation hands its queue to the next.
  'net/ipv4/ip_nonlocal_bind=1',
  'net/ipv6/ip_nonlocal_bind=1',
  'net/ipv4/tcp_migrate_req=1',
  // An interface answers ARP for its own addresses only: a VIP on lo draws nobody.
  'net/ipv4/conf/all/arp_ignore=1',
  'net/ipv4/conf/all/arp_announce=2',
  // Else a cable that was out for a moment costs the node its own IPv6 addresses.
  'net/ipv6/conf/all/keep_addr_on_down=1',
];

function memberSetup(member: Member): string {
  const batch = member.links.flatMap(({ interface: name, addresses }) => [
    `link set dev ${name} up`,
    ...addresses.map(
      ({ address, prefix, family }) =>
        `addr add ${address}/${prefix} dev ${name}${family === 6 ? ' nodad' : ' brd +'}`,
    ),
  ]);
  const settings = [
    'net/ipv6/conf/all/accept_dad=0',
    'net/ipv6/conf/default/accept_dad=0',
    'net/ipv6/conf/default/dad_transmits=0',
    ...member.links.flatMap(({ interface: name }) => [
      `net/ipv6/conf/${name}/accept_dad=0`,
      `net/ipv6/conf/${name}/dad_transmits=0`,
    ]),
    ...(member.kind === 'node' ? NODE_SETTINGS : []),
  ];
  return `inside ${quoteWord(member.name)} sh -e <<'EOF'
for setting in ${quoteWords(settings)}; do
  if [ -e "/proc/sys/\${setting%%=*}" ]; then echo "\${setting#*=}" >"/proc/sys/\${setting%%=*}"; fi
done
ip -batch - <<'BATCH'
${['link set dev lo up', ...batch].join('\n')}
BATCH
EOF`;
}

function playerLines(member: Member, programs: InitInput['programs']): string[] {
  return member.players.map(({ program, name, listen }) => {
    const places = listen.flatMap(({ host, port }) => [
      '--listen',
      `${host.includes(':') ? `[${host}]` : host}:${port}`,
    ]);
    return keepLine(member.name, 'player', [programs.node, programs[program], '--name', name, ...places]);
  });
}

function keepLine(member: string, log: string, command: readonly string[]): string {
  return `keep ${quoteWord(member)} "$D"/${quoteWord(member)}/log/${log}.log ${quoteWords(command)} </dev/null >/dev/null 2>&1 &`;
}
