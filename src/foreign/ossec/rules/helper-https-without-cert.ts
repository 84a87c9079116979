import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const helperHttpsWithoutCert: Rule<OssecSubject> = {
  code: 'ossec/helper-https-without-cert',
  severity: 'error',
  title: 'The HAProxy helper lacks a certificate for https',
  why: "With https the helper needs a file with the authority: the system's store is not used. Without it the cluster daemon refuses its configuration (error 3042); a protocol that is no word of the two ends it with error 3004.",
  source: 'Wazuh, core/cluster/utils.py, parse_haproxy_helper_config; HAPROXY_HELPER_SCHEMA',
  find({ ossec }) {
    const helper = helperOf(ossec);
    const protocol = helper === undefined ? undefined : optionOf(helper.element, 'haproxy_protocol');
    if (helper === undefined || protocol === undefined || protocol.text === '') return [];
    if (protocol.text !== 'http' && protocol.text !== 'https') {
      return [
        {
          at: protocol.textAt,
          message: `haproxy_protocol is "${protocol.text}": only http and https, in small letters and without blanks, are taken, and the cluster daemon does not start.`,
          remedy: 'write https.',
        },
      ];
    }
    if (protocol.text === 'http' || optionOf(helper.element, 'haproxy_cert') !== undefined) return [];
    return [
      {
        at: protocol.textAt,
        message:
          'haproxy_protocol is https and there is no haproxy_cert: the cluster daemon does not start (error 3042).',
        remedy: 'name the file with the certificate or its authority in <haproxy_cert>.',
      },
    ];
  },
};
