import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Takes an address of a VIP off every interface that has it; what goes wrong is told. */
export async function removeAddress(
  {
    ipCommand,
    tell,
  }: { readonly ipCommand: string; readonly tell: (event: string, message: string) => void },
  vip: string,
  address: string,
): Promise<void> {
  try {
    const { stdout } = await promisify(execFile)(ipCommand, ['-j', 'address', 'show', 'to', address]);
    for (const { ifname, addr_info: infos } of JSON.parse(stdout) as IpAddressShow[]) {
      for (const { local, prefixlen } of infos ?? []) {
        if (ifname === undefined || local === undefined) continue;
        const place = `${local}/${prefixlen}`;
        await promisify(execFile)(ipCommand, ['address', 'del', place, 'dev', ifname]);
        tell('vip-removed', `removed ${place} from ${ifname}`);
      }
    }
  } catch (error) {
    tell('vip-not-removed', `cannot remove ${address} of VIP ${vip}: ${String(error)}`);
  }
}

interface IpAddressShow {
  readonly ifname?: string;
  readonly addr_info?: readonly { readonly local?: string; readonly prefixlen?: number }[];
}
