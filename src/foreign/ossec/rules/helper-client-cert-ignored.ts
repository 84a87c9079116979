import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

const OPTIONS = ['haproxy_cert', 'client_cert', 'client_cert_key', 'client_cert_password'];

export const helperClientCertIgnored: Rule<OssecSubject> = {
  code: 'ossec/helper-client-cert-ignored',
  severity: 'warning',
  title: 'Certificates of the HAProxy helper are not used',
  why: 'With http the helper ignores every certificate, with a warning in cluster.log alone: what looks like mutual TLS is a password in clear.',
  source: 'Wazuh, core/cluster/hap_helper, proxy.py; documentation, client_cert',
  find({ ossec }) {
    const helper = helperOf(ossec);
    if (helper === undefined) return [];
    if ((optionOf(helper.element, 'haproxy_protocol')?.text ?? 'http') !== 'http') return [];
    const [option] = OPTIONS.flatMap((name) => optionOf(helper.element, name) ?? []);
    if (option === undefined) return [];
    return [
      {
        at: option.at,
        message: `${option.name} is given, and haproxy_protocol is http: no certificate is used.`,
        remedy: 'set haproxy_protocol to https.',
      },
    ];
  },
};
