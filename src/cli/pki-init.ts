import { initAuthority } from '../host/pki/init-authority.ts';
import { say } from './say.ts';

/** `holdfast pki init`. Throws Faults. */
export async function pkiInit(dir: string, site: string): Promise<void> {
  const { certificate, key } = await initAuthority(dir, site);
  process.stdout.write(`${certificate}\n`);
  say(
    `The authority of ${site} is in ${dir}, for ten years. ${key} is its only secret: keep it off the nodes, and in a backup.\n` +
      'Next: holdfast pki issue node NAME --address ADDRESS, and holdfast pki issue operator NAME.',
  );
}
