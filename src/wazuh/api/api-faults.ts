import { Fault } from '../../base/fault.ts';
import { plainWords } from './plain-words.ts';

const GOES_ON = 'Balancing goes on with HAProxy’s own figures meanwhile.';

/** No address gives an answer that can be used. */
export function apiAway(why: string): Fault {
  return new Fault(
    'wazuh/api-away',
    `The Wazuh API does not answer: ${why}. ${GOES_ON}`,
    'Look at it from this node: curl -k URL/; on the manager: systemctl status wazuh-manager, and logs/api.log.',
    why,
  );
}

export function wrongCertificate(url: URL, words: string): Fault {
  const place = `${url.hostname}:${url.port === '' ? 443 : url.port}`;
  return new Fault(
    'wazuh/api-certificate',
    `The Wazuh API at ${place} does not prove that it is the right one: ${plainWords(words)}. Nothing was sent to it.`,
    `Give its authority as wazuh.api.ca, or on the manager itself read the fingerprint for wazuh.api.fingerprint: openssl x509 -noout -fingerprint -sha256 -in /var/ossec/api/configuration/ssl/server.crt.`,
    words,
  );
}

export function loginRefused(user: string, waitMs: number): Fault {
  return new Fault(
    'wazuh/api-login-refused',
    `The Wazuh API refuses the login of user ${plainWords(user, 64)}. The next attempt is made in ${seconds(waitMs)}, or when the password is another one: 50 refused logins block this address for 5 minutes.`,
    'Compare wazuh.api.user and its password with the user in Wazuh; a new password in the same file is read by itself.',
  );
}

export function blocked(waitMs: number): Fault {
  return new Fault(
    'wazuh/api-blocked',
    `The Wazuh API has blocked this node’s address after too many refused logins; the next attempt is made in ${seconds(waitMs)}.`,
    'Look for what else logs in from this address with a wrong password: logs/api.log on the manager.',
  );
}

export function forbidden(what: string, action: string, words: string): Fault {
  return new Fault(
    'wazuh/api-forbidden',
    `The user of the Wazuh API may not ${what}: ${plainWords(words)}`,
    `Give its role the action ${action}; the three that are needed are cluster:read, agent:read and agent:reconnect.`,
    words,
  );
}

/** The API's own limit, that all of its clients share. */
export function tooMany(waitMs: number): Fault {
  return new Fault(
    'wazuh/api-rate-limit',
    `The Wazuh API has had more requests this minute than it takes from all its clients; the next one is made in ${seconds(waitMs)}.`,
    'Look at what else asks it; raise max_request_per_minute in api.yaml, or lower wazuh.api.requestsPerMinute.',
  );
}

export function budgetSpent(perMinute: number, waitMs: number): Fault {
  return new Fault(
    'wazuh/api-budget-spent',
    `This minute’s ${perMinute} requests to the Wazuh API are used up; there is room again in ${seconds(waitMs)}.`,
    'Raise wazuh.api.requestsPerMinute if the API has room for more.',
  );
}

export function unexpectedAnswer(what: string, words: string): Fault {
  return new Fault(
    'wazuh/api-unexpected-answer',
    `The Wazuh API answers the request to ${what} with something else: ${plainWords(words)}.`,
    'See that wazuh.api.urls leads to the API of a Wazuh 4 manager, and to nothing that stands before it.',
    words,
  );
}

export function noSecret(what: string): Fault {
  return new Fault(
    'wazuh/api-secret-missing',
    `${what} cannot be read on this node, so that the Wazuh API is not asked.`,
    'Put it there, readable for the user of the daemon; it is looked for again by itself.',
  );
}

function seconds(milliseconds: number): string {
  return `${Math.max(1, Math.ceil(milliseconds / 1_000))} s`;
}
