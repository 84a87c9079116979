import type { PlayerPrograms } from './bundles.ts';
import type { Growth } from './grow-plan.ts';
import {
  addressOrders,
  makeNamespace,
  playLines,
  plugCables,
  setUpMember,
  shellFunctions,
} from './member-script.ts';
import type { Member } from './network-plan.ts';
import { quoteWord, quoteWords } from './shell-word.ts';
import type { Shrinkage } from './shrink-plan.ts';

/** The script that makes new members in a lab that runs and starts their players. */
export function printGrowScript(dir: string, { made, extended }: Growth, programs: PlayerPrograms): string {
  const players = [...made, ...extended.map(({ member, ...rest }) => ({ name: member, ...rest }))];
  return `#!/bin/sh
# Players for servers that were new in a spec; run on the lab's switch, among the lab's processes.
${shellFunctions(dir)}
set -e
${made.map(makeNamespace).join('\n')}
${batch(made.flatMap((member) => plugCables(member, dir)))}
${made.map(setUpMember).join('\n')}
${extended.map(({ member, links }) => batch(links.flatMap(addressOrders), member)).join('\n')}
set +e
${players.flatMap((member) => playLines(member, dir, programs)).join('\n')}
`;
}

/** The script that ends members of a lab that runs, whatever state they are in. */
export function printEndScript(dir: string, ended: readonly Member[], left: Shrinkage['left']): string {
  const orders = ended.map(({ name, links }) => quoteWords(['end', name, ...links.map(({ port }) => port)]));
  const removals = left.map(({ member, interface: name, address }) =>
    quoteWords(['leave', member, `${address.address}/${address.prefix}`, name]),
  );
  return `#!/bin/sh
# Ends players of servers that are in the spec no more; run on the lab's switch, among the lab's processes.
${shellFunctions(dir)}
# end MEMBER PORT...: who starts its commands again, its commands, its cables, its files.
end() {
  member=$1; shift
  while read -r keeper; do kill -9 "$keeper"; done <"$D/$member/keepers"
  for process in /proc/[0-9]*; do
    if [ "$process/ns/net" -ef "$D/ns/$member" ]; then kill -9 "\${process#/proc/}"; fi
  done
  for port; do ip link del dev "$port"; done
  umount "$D/ns/$member"
  rm -rf "$D/ns/\${member:?}" "$D/\${member:?}"
}
# leave MEMBER ADDRESS INTERFACE: without promotion, the first address of a subnet takes the others with it.
leave() { inside "$1" sh -c 'echo 1 >/proc/sys/net/ipv4/conf/all/promote_secondaries; ip addr del "$1" dev "$2"' leave "$2" "$3"; }
${[...orders, ...removals].join('\n')}
`;
}

/** The script that sends a signal to every process on a member. */
export function printSignalScript(dir: string, member: string, signal: 'KILL' | 'STOP' | 'CONT'): string {
  return `#!/bin/sh
# Sends SIG${signal} to what runs on ${member}; run on the lab's switch, among the lab's processes.
D=${quoteWord(dir)}
for process in /proc/[0-9]*; do
  if [ "$process/ns/net" -ef "$D/ns/"${quoteWord(member)} ]; then kill -${signal} "\${process#/proc/}"; fi
done
`;
}

function batch(orders: readonly string[], member?: string): string {
  if (orders.length === 0) return '';
  const inside = member === undefined ? '' : `inside ${quoteWord(member)} `;
  return `${inside}ip -batch - <<'EOF'\n${orders.join('\n')}\nEOF`;
}
