import type { Proxy } from '../../meaning/meaning.ts';

/** Wazuh's agents keep one TCP session each to this port, for days. */
export const AGENT_PORT = 1514;

/** A bind of the agents' port; undefined = none. */
export function agentBind({ binds }: Proxy) {
  return binds.find(
    ({ statement, addresses }) =>
      !statement.isConditional &&
      addresses.some(({ ports }) => ports?.[0] === AGENT_PORT && ports[1] === AGENT_PORT),
  );
}

/** The first server on the agents' port; undefined = none. */
export function agentServer({ servers }: Proxy) {
  return servers.find(
    ({ statement, address }) => !statement.isConditional && address.ports?.[0] === AGENT_PORT,
  );
}
