import type { Rule } from '../../../base/rule.ts';
import { helperOf } from '../meaning/helper.ts';
import { HELPER_REQUIRED } from '../meaning/helper-options.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const helperOptionMissing: Rule<OssecSubject> = {
  code: 'ossec/helper-option-missing',
  severity: 'error',
  title: 'The HAProxy helper lacks a required option',
  why: 'The helper reads these options without a default: it ends with a KeyError as the cluster starts, and no agent is ever spread. Nothing tries again until the manager is restarted.',
  source: "measured: KeyError: 'haproxy_disabled'; Wazuh, core/cluster/utils.py, HELPER_DEFAULTS",
  find({ ossec }) {
    const helper = helperOf(ossec);
    if (helper === undefined) return [];
    const missing = HELPER_REQUIRED.filter((name) => optionOf(helper.element, name) === undefined);
    if (missing.length === 0) return [];
    return [
      {
        at: helper.element.at,
        message: `<haproxy_helper> has no ${missing.map((name) => `<${name}>`).join(', ')}: there is no default, and the helper ends as the cluster starts.`,
        remedy: missing.includes('haproxy_disabled')
          ? 'write <haproxy_disabled>no</haproxy_disabled>, and what else is named.'
          : 'write what is named.',
      },
    ];
  },
};
