import type { Rule } from '../../../base/rule.ts';
import { runningHelper } from '../meaning/helper.ts';
import { remotesOf } from '../meaning/remotes.ts';
import type { OssecSubject } from './subject.ts';

export const helperPublishesWrongPort: Rule<OssecSubject> = {
  code: 'ossec/helper-publishes-wrong-port',
  severity: 'error',
  title: 'The HAProxy helper publishes another port',
  why: "Wazuh's helper takes the port of the first <remote> block for the agents', whatever that block is for. With the one for syslog first, HAProxy listens on 514 and forwards it, and nobody listens where the agents come.",
  source: 'measured: with a syslog block first the helper made a frontend on port 514',
  find({ ossec }) {
    const remotes = remotesOf(ossec);
    const [first] = remotes;
    const agents = remotes.find(({ connection }) => connection === 'secure');
    if (runningHelper(ossec) === undefined || first === undefined || agents === undefined) return [];
    if (first.port === agents.port) return [];
    return [
      {
        at: first.element.at,
        message: `The first <remote> is for ${first.connection} on port ${first.port}: the helper makes its frontend there, and agents come to ${agents.port} (line ${agents.element.at.line}).`,
        remedy: "write the agents' <remote> (connection secure) first.",
      },
    ];
  },
};
