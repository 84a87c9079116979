import type { Rule } from '../../../base/rule.ts';
import { isLoopback } from '../../is-loopback.ts';
import { helperOf, helperWord, isOn } from '../meaning/helper.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const helperOverHttp: Rule<OssecSubject> = {
  code: 'ossec/helper-over-http',
  severity: 'warning',
  title: "The balancer's password travels in clear",
  why: 'The helper sends user and password of the Data Plane API with every request, a dozen and more a minute. Who reads them on the wire may change the whole configuration of HAProxy. The default is http.',
  source: 'Wazuh, HELPER_DEFAULTS, haproxy_protocol; RFC 7617, security considerations',
  find({ ossec }) {
    const helper = helperOf(ossec);
    if (helper === undefined || !isOn(helper)) return [];
    const protocol = optionOf(helper.element, 'haproxy_protocol');
    if (protocol !== undefined && protocol.text !== 'http') return [];
    const address = helperWord(helper, 'haproxy_address');
    if (address !== undefined && isLoopback(address)) return [];
    return [
      {
        at: protocol?.textAt ?? helper.element.at,
        message: `The helper speaks plain http${protocol === undefined ? ' (the default)' : ''} with the Data Plane API${address === undefined ? '' : ` of ${address}`}: its password is readable on the way.`,
        remedy: 'set haproxy_protocol to https and name the certificate in haproxy_cert.',
      },
    ];
  },
};
