import { readFileSync } from 'node:fs';
import { parseAgentKeys } from '../../protocol/agent-key.ts';
import { serveControlSocket } from '../control-socket.ts';
import { OptionRefused, readEndpoints, readProgramOptions, runProgram } from '../program-options.ts';
import { agentRules } from './agent-rules.ts';
import { Enroller } from './enroller.ts';
import { Fleet } from './fleet.ts';

/* Plays many Wazuh 4.x agents. */

const USAGE = `wazuh-agents --events HOST:PORT[,HOST:PORT…] --count N --control SOCKET
  [--enroll HOST:PORT[,…]] [--enroll-password TEXT] [--keys FILE] [--first 1] [--name-prefix agent-]
  [--crypto aes|blowfish] [--version v4.14.7] [--notify-time 20] [--start-rate 500/s]
  [--event-every 0] [--time-scale 1]`;

const OPTIONS = [...USAGE.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name);

runProgram('wazuh-agents', USAGE, async () => {
  const options = readProgramOptions(process.argv.slice(2), OPTIONS);
  const servers = readEndpoints(options.needed('events'));
  const crypto = options.text('crypto') ?? 'aes';
  if (crypto !== 'aes' && crypto !== 'blowfish') throw new OptionRefused('--crypto is aes or blowfish');
  const version = options.text('version') ?? 'v4.14.7';
  const agent = agentRules(
    { servers, crypto, version },
    {
      notify: options.number('notify-time', 20),
      eventEvery: options.number('event-every', 0),
      scale: options.number('time-scale', 1),
    },
  );
  const [keys, enroll] = [options.text('keys'), options.text('enroll')];
  const password = options.text('enroll-password');
  const fleet = new Fleet(
    {
      agent,
      startRate: Math.max(0.001, options.number('start-rate', 500)),
      first: Math.max(1, options.number('first', 1)),
      namePrefix: options.text('name-prefix') ?? 'agent-',
      keys: keys === undefined ? [] : parseAgentKeys(readFileSync(keys, 'utf8')),
    },
    enroll === undefined ? undefined : new Enroller({ servers: readEndpoints(enroll), version, password }),
  );
  fleet.add(options.number('count', 0));
  await serveControlSocket(options.needed('control'), ({ do: what, count }) => {
    if (what === 'status') return fleet.status();
    if (what === 'timeline') return fleet.tally.timeline;
    if (what === 'reset') {
      fleet.tally.reset(Date.now());
      return fleet.status();
    }
    if (what !== 'add') throw new Error(`the agents do not know ${what}`);
    if (!Number.isInteger(count) || Number(count) < 1) throw new Error('add wants a "count"');
    fleet.add(Number(count));
    return fleet.status();
  });
  fleet.start();
  process.once('SIGTERM', () => {
    fleet.stop();
    setTimeout(() => process.exit(0), 500);
  });
});
