import { type HostFacts, type HostFinding, type HostNeeds, whenSeen } from './host-facts.ts';

const OLDEST = { haproxy: '2.6', nginx: '1.18', keepalived: '2.2' } as const;
/** The first 2.6 in which servers that are deleted at run time are safe. */
const SAFE_PATCH = 17;
/** Two descriptors a session, and what HAProxy needs for itself: checks, threads, sockets. */
const BESIDE_SESSIONS = 200;
/** As whom each runs. */
const USERS = { haproxy: 'haproxy', nginx: 'www-data' } as const;
const NAMES = { haproxy: 'HAProxy', nginx: 'nginx' } as const;
/** Debian's package starts a server on port 80 as soon as it is there; a unit that is masked is not started. */
const INSTALL_NGINX = 'systemctl mask nginx.service && apt-get install nginx-light libnginx-mod-stream';

/** The engines: there, new enough, with their users, limits and permissions. Without a spec HAProxy is what is looked for. */
export function judgeEngines(facts: HostFacts, needs: HostNeeds | undefined): readonly HostFinding[] {
  const engines = needs?.engines ?? ['haproxy'];
  return [
    ...[...engines, 'keepalived' as const].flatMap((engine) =>
      whenSeen(facts.engines[engine], (version) => judgeVersion(engine, version)),
    ),
    ...(needs?.needsStream === true ? whenSeen(facts.nginxStream, judgeStream) : []),
    ...whenSeen(facts.users, (users) =>
      engines
        .filter((engine) => !users.includes(USERS[engine]))
        .map((engine) => ({
          code: 'host/engine-user-missing',
          severity: 'error',
          message: `There is no user ${USERS[engine]}, as which ${NAMES[engine]} is to run: it will not start.`,
          remedy: `adduser --system --group --no-create-home ${USERS[engine]}`,
        })),
    ),
    ...(needs === undefined
      ? []
      : whenSeen(facts.openFiles, (limit) => judgeOpenFiles(limit, needs.maxconn))),
    ...whenSeen(facts.apparmor, (profiles) =>
      ([...engines, 'keepalived'] as const)
        .filter((engine) => profiles.some((profile) => profile === engine || profile.endsWith(`/${engine}`)))
        .map((engine) => ({
          code: 'host/apparmor-confines-engine',
          severity: 'warning',
          message: `An AppArmor profile confines ${engine}: made for the distribution's own unit, it may refuse the files below /run/holdfast.`,
          remedy: `add "/run/holdfast/** rwk," to /etc/apparmor.d/local/usr.sbin.${engine} and run: systemctl reload apparmor`,
        })),
    ),
  ];
}

function judgeVersion(engine: keyof typeof OLDEST, version: string | undefined): HostFinding[] {
  if (version === undefined) {
    const message = `${engine} is not installed.`;
    const remedy = engine === 'nginx' ? INSTALL_NGINX : `apt-get install ${engine}`;
    return [{ code: 'host/engine-missing', severity: 'error', message, remedy }];
  }
  const [major = 0, minor = 0, patch] = version.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = OLDEST[engine].split('.').map(Number);
  if (major < oldMajor || (major === oldMajor && minor < oldMinor)) {
    return [
      {
        code: 'host/engine-too-old',
        severity: 'error',
        message: `${engine} is ${version}; Holdfast needs ${OLDEST[engine]} or newer.`,
        remedy: `install a newer ${engine}: Debian 12 and Ubuntu 24.04 or newer have one`,
      },
    ];
  }
  if (engine !== 'haproxy' || major !== 2 || minor !== 6 || patch === undefined || patch >= SAFE_PATCH)
    return [];
  return [
    {
      code: 'host/engine-crash-prone',
      severity: 'warning',
      message: `HAProxy ${version} can crash when a server that was added at run time is deleted, and does not reuse connections to such servers; its successor serves at once, but the sessions of the crashed one end.`,
      remedy: `update to 2.6.${SAFE_PATCH} or newer: your distribution's backports have one`,
    },
  ];
}

function judgeStream(hasStream: boolean | undefined): HostFinding[] {
  // Without any nginx that is what is said.
  if (hasStream !== false) return [];
  return [
    {
      code: 'host/nginx-stream-missing',
      severity: 'error',
      message:
        'nginx has no stream module here, and services of this site forward TCP or UDP with it: it refuses its file.',
      remedy: 'apt-get install libnginx-mod-stream',
    },
  ];
}

function judgeOpenFiles(limit: number, maxconn: number): HostFinding[] {
  const needed = 2 * maxconn + BESIDE_SESSIONS;
  if (limit >= needed) return [];
  return [
    {
      code: 'host/open-files-too-few',
      severity: 'error',
      message: `HAProxy may open ${limit} files here and needs ${needed} for maxconn ${maxconn}, two a session: it refuses to start, although it calls its file valid.`,
      remedy: `systemctl edit holdfast-foundation@host and set LimitNOFILE=${needed} below [Service], or ask for fewer connections in the spec`,
    },
  ];
}
