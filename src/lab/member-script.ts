import { fnv1a } from '../base/digest.ts';
import type { PlayerPrograms } from './bundles.ts';
import type { Link, Member } from './network-plan.ts';
import type { Player } from './player.ts';
import { quoteWord, quoteWords } from './shell-word.ts';
import { agentsArguments, managerArguments } from './wazuh-arguments.ts';

/** Once this file is in the lab's directory, its agents are started. */
export const AGENTS_GO = 'agents-go';

/** Shell functions with which members are made, run and ended; `D` is the lab's directory. */
export function shellFunctions(dir: string): string {
  return `umask 077
D=${quoteWord(dir)}
# As many open files as we may have: a session takes two descriptors of HAProxy.
most=$(ulimit -Hn)
if [ "$most" = unlimited ] || [ "$most" -gt 1048576 ]; then most=1048576; fi
ulimit -n "$most" || :
sysctl() { if [ -e "/proc/sys/$1" ]; then echo "$2" >"/proc/sys/$1"; fi; }
# agents_go: returns when the site is up, at the latest after 30 s.
agents_go() { tries=0; until [ -e "$D/${AGENTS_GO}" ] || [ "$tries" -gt 600 ]; do tries=$((tries + 1)); sleep 0.05; done; }
inside() { member=$1; shift; nsenter --net="$D/ns/$member" -- "$@"; }
# keep MEMBER HOLD LOG COMMAND...: starts a command of a member again whenever it ends, at once unless it keeps dying;
# not while the file MEMBER/hold or MEMBER/HOLD is there.
keep() {
  member=$1; hold=$2; log=$3; shift 3; quick=0
  while :; do
    while [ -e "$D/$member/hold" ] || [ -e "$D/$member/$hold" ]; do sleep 0.05; done
    since=$(date +%s)
    nsenter --net="$D/ns/$member" -- "$@" </dev/null >>"$log" 2>&1
    code=$?
    echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) lab: ended with status $code; it is started again" >>"$log"
    if [ $(($(date +%s) - since)) -ge 2 ]; then quick=0; else quick=$((quick + 1)); fi
    if [ "$quick" -ge 3 ]; then sleep 0.5; fi
  done
}`;
}

/** Makes a member's network namespace, with nothing in it. */
export function makeNamespace({ name }: Pick<Member, 'name'>): string {
  const file = `"$D"/ns/${quoteWord(name)}`;
  return `: >${file}; unshare --net=${file} true`;
}

/** Orders of ip-batch on the switch that plug a member's cables in. */
export function plugCables({ name, links }: Pick<Member, 'name' | 'links'>, dir: string): string[] {
  return links.flatMap(({ interface: inner, port, bridge, addresses }) => [
    // `name` is said, because a port may be called like a word of ip(8): br, up.
    `link add name ${port} type veth peer name ${inner} address ${hardwareOf(addresses)} netns ${dir}/ns/${name}`,
    `link set dev ${port} master ${bridge} up`,
  ]);
}

/**
 * Always the same for the same address: a host that leaves and returns is still known to its neighbours, who would else
 * send to a card that is gone until they ask again (5 s and more).
 */
function hardwareOf(addresses: Link['addresses']): string {
  const hash = fnv1a(addresses.map(({ address }) => address).join(' '));
  const bytes = [24, 16, 8, 0].map((shift) => ((hash >>> shift) & 0xff).toString(16).padStart(2, '0'));
  // 02: of our own making, and of one host.
  return ['02', '68', ...bytes].join(':');
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

/** Sets a member's network up whose cables are plugged in. */
export function setUpMember(member: Member): string {
  const batch = member.links.flatMap((link) => [`link set dev ${link.interface} up`, ...addressOrders(link)]);
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

/** Orders of ip-batch inside a member that give an interface its addresses. */
export function addressOrders({
  interface: name,
  addresses,
}: Pick<Link, 'interface' | 'addresses'>): string[] {
  return addresses.map(
    ({ address, prefix, family }) =>
      `addr add ${address}/${prefix} dev ${name}${family === 6 ? ' nodad' : ' brd +'}`,
  );
}

/** Starts the players of a member. */
export function playLines(
  member: Pick<Member, 'name' | 'players'>,
  dir: string,
  programs: PlayerPrograms,
): readonly string[] {
  return member.players.map((player) => {
    const command = [
      programs.node,
      programs.pathOf(player.program),
      ...playerArguments(player, dir, member.name),
    ];
    // Agents that find nobody at their first try come back ten seconds later: they wait for the site.
    const first = player.program === 'wazuh-agents' ? 'agents_go' : undefined;
    return keepLine(member.name, 'player', command, first === undefined ? {} : { first });
  });
}

function playerArguments(player: Player, dir: string, member: string): readonly string[] {
  if (player.program === 'wazuh-manager') return managerArguments(player, dir, member);
  if (player.program === 'wazuh-agents') return agentsArguments(player, dir, member);
  const places = player.listen.flatMap(({ host, port }) => [
    '--listen',
    `${host.includes(':') ? `[${host}]` : host}:${port}`,
  ]);
  return ['--name', player.name, ...places];
}

export interface KeepOptions {
  /** A file of this name holds this command alone; `hold` holds all of the member. */
  readonly hold?: string;
  /** What the shell does once before the first start. */
  readonly first?: string;
}

/** Keeps a command of a member running, its words in `log/LOG.log`; whoever ends the member finds the keeper by its number. */
export function keepLine(
  member: string,
  log: string,
  command: readonly string[],
  { hold = 'hold', first }: KeepOptions = {},
): string {
  const name = quoteWord(member);
  const keep = `keep ${name} ${hold} "$D"/${name}/log/${log}.log ${quoteWords(command)}`;
  const whole = first === undefined ? keep : `${first}; ${keep}`;
  // In braces: where a redirection is a function's own, dash keeps the caller's streams open to give them back.
  return `{ ${whole}; } </dev/null >/dev/null 2>&1 & echo $! >>"$D"/${name}/keepers`;
}
