import { OptionRefused } from '../program-options.ts';

/** Where a manager listens, on its own address. */
export interface ManagerPorts {
  readonly events: number;
  readonly enrollment: number;
  readonly cluster: number;
  readonly api: number;
}

const DOCUMENTED: ManagerPorts = { events: 1514, enrollment: 1515, cluster: 1516, api: 55_000 };

/** @param text `events=1514,api=55000`: those that are other than documented */
export function readPorts(text = ''): ManagerPorts {
  const said = text.split(',').flatMap((pair) => {
    if (pair === '') return [];
    const [name = '', port = ''] = pair.split('=');
    if (!(name in DOCUMENTED) || !/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      throw new OptionRefused(`--ports: ${pair} is not NAME=PORT (${Object.keys(DOCUMENTED).join(', ')})`);
    return [[name, Number(port)] as const];
  });
  return { ...DOCUMENTED, ...Object.fromEntries(said) };
}
