import { userInfo } from 'node:os';

/** Who sits at the terminal, for history and intents: whoever used sudo, else the user of this process. */
export function operatorName(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const name = env['SUDO_USER'] || userName();
  // A name of a person with a file that steers terminals is still a name: what would steer is left out.
  return name.replace(/[^\p{L}\p{N}@._+\\ -]/gu, '').slice(0, 256) || 'unknown';
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry, as in many containers.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
