import type { Rule } from '../../../base/rule.ts';
import { masterOption, monitors } from './monitors.ts';
import type { SentinelSubject } from './subject.ts';

export const noAuthPass: Rule<SentinelSubject> = {
  code: 'sentinel/no-auth-pass',
  severity: 'info',
  title: 'Sentinel has no password for the master',
  why: 'Either Redis takes commands from anybody who reaches it, or it asks for a password that Sentinel does not have: then every master looks dead.',
  source: 'Redis documentation, "Configuring Sentinel instances with authentication"',
  find({ sentinel }) {
    return monitors(sentinel)
      .filter(({ name }) => masterOption(sentinel, 'auth-pass', name) === undefined)
      .map(({ name, at }) => ({
        at,
        message: `Sentinel logs in to ${name} without a password: Redis is open to everybody who reaches it, or Sentinel is refused.`,
        remedy: `set requirepass and masterauth in redis.conf and \`sentinel auth-pass ${name} …\` here.`,
      }));
  },
};
