import type { AgentsPlayer, ManagerPlayer } from './player.ts';
import { MEMBER_FILES, WAZUH_FILES } from './wazuh-files.ts';

/** As fast as a small machine follows: nobody wants to wait for a lab. */
const START_RATE = '1000/s';

/** The words after `wazuh-manager.mjs`; `dir` is the lab's directory. */
export function managerArguments(player: ManagerPlayer, dir: string, member: string): readonly string[] {
  const { name, type, address, master, ports, apiUser } = player;
  const own = `${dir}/${member}`;
  const places = Object.entries(ports).map(([part, port]) => `${part}=${port}`);
  return [
    ...['--name', name, '--type', type, '--address', address, '--master', master],
    ...['--control', `${own}/${MEMBER_FILES.manager}`, '--dir', `${own}/${MEMBER_FILES.managerDir}`],
    ...['--keys', `${dir}/${WAZUH_FILES.keys}`, '--ports', places.join(',')],
    ...['--api-user', apiUser, '--api-password', `@${dir}/${WAZUH_FILES.password}`],
  ];
}

/** The words after `wazuh-agents.mjs`. */
export function agentsArguments(player: AgentsPlayer, dir: string, member: string): readonly string[] {
  const { name, events, enroll, first, count, isShared } = player;
  return [
    ...['--events', events, ...(enroll === undefined ? [] : ['--enroll', enroll])],
    ...(isShared ? ['--keys', `${dir}/${WAZUH_FILES.keys}`] : ['--name-prefix', 'enrolled-']),
    ...['--first', `${first}`, '--count', `${count}`, '--start-rate', START_RATE],
    ...['--control', `${dir}/${member}/${MEMBER_FILES.agents(name)}`],
  ];
}
