import type { Rule } from '../../../base/rule.ts';
import { hostOf, isLoopback } from '../../is-loopback.ts';
import type { PatroniSubject } from './subject.ts';

export const openApi: Rule<PatroniSubject> = {
  code: 'patroni/open-api',
  severity: 'info',
  title: 'Everybody may restart or fail over the database',
  why: 'POST /switchover, /restart and /reinitialize need neither a password nor a certificate: whoever reaches port 8008 may take the database down.',
  source:
    'Patroni documentation, "YAML Configuration Settings": restapi.authentication, verify_client, allowlist',
  find({ patroni }) {
    const { settings } = patroni;
    const listen = settings.get('restapi/listen');
    if (listen?.value === undefined || isLoopback(hostOf(listen.value))) return [];
    const guards = ['authentication', 'verify_client', 'allowlist', 'allowlist_include_members'];
    if (guards.some((key) => settings.has(`restapi/${key}`))) return [];
    return [
      {
        at: listen.at,
        message: `The API at ${listen.value} obeys POST /switchover and /restart from anybody who reaches it.`,
        remedy: 'set restapi.authentication, or verify_client with certificates, or allowlist.',
      },
    ];
  },
};
