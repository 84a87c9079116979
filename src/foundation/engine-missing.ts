import { Fault } from '../base/fault.ts';

export function engineMissing(name: string): Fault {
  const packages = name === 'nginx' ? 'nginx libnginx-mod-stream' : 'haproxy keepalived iproute2';
  return new Fault(
    'foundation/engine-missing',
    `This machine has no ${name}.`,
    `Install it: apt-get install ${packages}.`,
  );
}
