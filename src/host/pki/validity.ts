export const DAY_MS = 86_400_000;

/** Ten years: renewing an authority means a visit to every node. */
export const AUTHORITY_DAYS = 3650;

/** A node whose clock is a little behind shall take a certificate that is a minute old. */
export const CLOCK_SLACK_MS = 5 * 60_000;

/** From a little before `now` to `days` later. */
export function validFor(days: number, now: Date): { readonly notBefore: Date; readonly notAfter: Date } {
  return {
    notBefore: new Date(now.getTime() - CLOCK_SLACK_MS),
    notAfter: new Date(now.getTime() + days * DAY_MS),
  };
}
