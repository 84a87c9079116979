import type { FindingSight, Found, ServiceCertificate } from './found.ts';
import { sayList, sayTime } from './say-words.ts';

const DAY_MS = 86_400_000;
const WARN_DAYS = 30;
const CRITICAL_DAYS = 7;
const RESTART_WINDOW_MS = 600_000;
const RESTARTS = 3;

/** Of this node itself. */
export function findNodeFindings(sight: FindingSight): Found[] {
  return [
    ...foundationFindings(sight),
    ...guestFindings(sight),
    ...restartFindings(sight),
    ...certificateFindings(sight),
    ...driftFindings(sight),
    ...sight.troubles.map(({ code, message, remedy, about = '', severity = 'warning' }) => {
      return { code, message, remedy, about, severity };
    }),
  ];
}

/** Its own, and that it is silent. Several of one code are one finding. */
function foundationFindings({ own, seenBy }: FindingSight): Found[] {
  if ('why' in own.foundation) {
    return [
      {
        code: 'node/foundation-silent',
        about: '',
        severity: 'critical',
        message: `the foundation of ${seenBy} does not answer: ${own.foundation.why}.`,
        remedy:
          'systemctl status holdfast-foundation, holdfast logs foundation; traffic goes on meanwhile, but a dead engine stays dead.',
      },
    ];
  }
  const byCode = Map.groupBy(own.foundation.fact.findings, ({ code }) => code);
  return [...byCode].map(([code, all]) => ({
    code,
    about: '',
    severity: all.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning',
    message: [...new Set(all.map(({ message }) => message))].join('\n'),
    remedy: all.at(-1)!.remedy,
  }));
}

function guestFindings({ own, seenBy }: FindingSight): Found[] {
  if ('why' in own.foundation || own.foundation.fact.state !== 'running') return [];
  return Object.entries(own.foundation.fact.guests).flatMap(([guest, { state }]) => {
    if (state === 'running' || state === 'starting' || state === 'unused') return [];
    return [
      {
        code: 'node/guest-not-running',
        about: `guest/${seenBy}/${guest}`,
        severity: 'critical' as const,
        message: `${guest} on ${seenBy} ${state === 'silent' ? 'does not answer' : `is ${state}`}.`,
        remedy: `read holdfast logs ${guest}; the foundation tries again by itself.`,
      },
    ];
  });
}

function restartFindings({ recent, seenBy, nowMs }: FindingSight): Found[] {
  const mine = recent.filter(
    ({ kind, at, fields }) =>
      kind === 'guest-restarted' && fields['node'] === seenBy && nowMs - Date.parse(at) <= RESTART_WINDOW_MS,
  );
  return [...Map.groupBy(mine, ({ fields }) => String(fields['guest']))].flatMap(([guest, all]) => {
    const count = all.reduce((sum, { fields }) => sum + (Number(fields['count']) || 1), 0);
    if (count < RESTARTS) return [];
    return [
      {
        code: 'node/guest-restarts',
        about: `guest/${seenBy}/${guest}`,
        severity: 'warning' as const,
        message: `${guest} on ${seenBy} ended ${count} times within ten minutes.`,
        remedy: `read its last words in holdfast logs ${guest}, and the kernel's in dmesg (memory, limits).`,
      },
    ];
  });
}

function certificateFindings({ own, seenBy, certificates = [], nowMs }: FindingSight): Found[] {
  const ownOne =
    own.certificate === undefined
      ? []
      : ending(Date.parse(own.certificate.notAfter) - nowMs, {
          about: '',
          what: `the certificate of ${seenBy}`,
          remedy: `make a new one: holdfast pki issue node ${seenBy} --address ADDRESS --replace, and bring it to the node.`,
        });
  return [...ownOne, ...certificates.flatMap((one) => serviceCertificate(one, nowMs))];
}

function serviceCertificate({ file, services, notAfter, why }: ServiceCertificate, nowMs: number): Found[] {
  const about = `certificate/${file}`;
  const what = `certificate ${file} of ${sayList(services)}`;
  if (notAfter !== undefined) {
    return ending(Date.parse(notAfter) - nowMs, { about, what, remedy: 'renew it, and run holdfast apply.' });
  }
  return [
    {
      code: 'node/certificate-lost',
      about,
      severity: 'critical',
      message: `${what} cannot be read: ${why ?? 'no reason is known'}.`,
      remedy: 'put it back before the next reload: HAProxy would not start without it.',
    },
  ];
}

function ending(
  leftMs: number,
  { about, what, remedy }: { about: string; what: string; remedy: string },
): Found[] {
  if (leftMs > WARN_DAYS * DAY_MS) return [];
  return [
    {
      code: 'node/certificate-expires',
      about,
      severity: leftMs <= CRITICAL_DAYS * DAY_MS ? 'critical' : 'warning',
      message: `${what} ${leftMs <= 0 ? 'has expired' : `expires in ${sayTime(leftMs)}`}.`,
      remedy,
    },
  ];
}

function driftFindings({ own, seenBy }: FindingSight): Found[] {
  const { drift } = own.release;
  if (drift.length === 0) return [];
  return [
    {
      code: 'node/drift',
      about: '',
      severity: 'warning',
      message: `what is in force on ${seenBy} is not what its revision and intents say: ${sayList(drift, 4)}.`,
      remedy: 'holdfast drift shows the difference; put it into the spec, or run holdfast apply to undo it.',
    },
  ];
}
