import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdoptedVip } from './plan/adopt-facts.ts';

const CONNECT_MS = 500;

/**
 * Names of the VIPs that accept no connection on any of their TCP ports within `withinMs`; one without such a port is
 * not asked. This host must not have them itself.
 */
export async function vipsAnswer(vips: readonly AdoptedVip[], withinMs: number): Promise<readonly string[]> {
  const deadline = performance.now() + withinMs;
  let silent = vips.filter(({ ports }) => ports.length > 0);
  for (;;) {
    const answers = await Promise.all(silent.map(accepts));
    silent = silent.filter((_, index) => answers[index] !== true);
    if (silent.length === 0 || performance.now() >= deadline) return silent.map(({ name }) => name);
    await sleep(100);
  }
}

async function accepts({ addresses, ports }: AdoptedVip): Promise<boolean> {
  return await anyAccepts(addresses.flatMap(({ address }) => ports.map((port) => ({ host: address, port }))));
}

/** Whether any of these places accepts a connection. */
export async function anyAccepts(
  places: readonly { readonly host: string; readonly port: number }[],
): Promise<boolean> {
  return (await Promise.all(places.map(tryToConnect))).includes(true);
}

function tryToConnect(place: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place);
    const end = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(CONNECT_MS, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
