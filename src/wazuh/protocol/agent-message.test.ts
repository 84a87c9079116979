import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  parseAgentMessage,
  printEvent,
  printKeepalive,
  printShutdown,
  printStartup,
} from './agent-message.ts';

describe("an agent's message", () => {
  it('is a startup with or without a version', () => {
    assert.deepEqual(parseAgentMessage(printStartup('v4.14.7')), { says: 'startup', version: 'v4.14.7' });
    assert.equal(printStartup('v4.14.7'), '#!-agent startup {"version":"v4.14.7"}');
    assert.deepEqual(parseAgentMessage('#!-agent startup '), { says: 'startup', version: undefined });
    assert.deepEqual(parseAgentMessage('#!-agent startup {"version":7}'), {
      says: 'startup',
      version: undefined,
    });
  });

  it('is a keepalive with the version and the address that the agent says', () => {
    const said = printKeepalive({ host: 'web01', ip: '10.0.0.5', version: 'v4.14.7' });
    assert.deepEqual(parseAgentMessage(said), { says: 'keepalive', version: 'v4.14.7', ip: '10.0.0.5' });
    const windows =
      '#!-Windows |h |10 |x |x86_64 [Windows|win: 10.0] - Wazuh v4.9.0 / 0123\n"a":b\nx merged.mg\n';
    assert.deepEqual(parseAgentMessage(windows), { says: 'keepalive', version: 'v4.9.0', ip: undefined });
  });

  it('without a line end is no keepalive', () => {
    assert.equal(parseAgentMessage('#!-Linux |web01 - Wazuh v4.14.7').says, 'unknown');
  });

  it('is a good-bye, an answer, or an event', () => {
    assert.equal(printShutdown(), '#!-agent shutdown ');
    assert.equal(parseAgentMessage(printShutdown()).says, 'shutdown');
    assert.deepEqual(parseAgentMessage('#!-req 17 ok all\nfine'), {
      says: 'answer',
      id: '17',
      text: 'ok all\nfine',
    });
    assert.deepEqual(parseAgentMessage(printEvent('1', '/var/log/syslog', 'a: b')), {
      says: 'event',
      queue: '1',
      location: '/var/log/syslog',
      text: 'a: b',
    });
    assert.equal(parseAgentMessage('hello').says, 'unknown');
  });

  it('of any text at all is understood or unknown, never an error', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `#!-${rest}`),
      fc.string().map((rest) => `#!-agent startup ${rest}`),
    );
    fc.assert(fc.property(text, (said) => parseAgentMessage(said).says.length > 0));
  });
});
