/** One line of `ip -o monitor`, `ip -o address` or `ip -o link`; times in microseconds. */
export type IpLine =
  | {
      readonly what: 'address';
      readonly atUs: number | undefined;
      readonly interface: string;
      readonly address: string;
      readonly gone: boolean;
    }
  | {
      readonly what: 'link';
      readonly atUs: number | undefined;
      readonly interface: string;
      /** Up, with carrier, and not the loopback. */
      readonly carries: boolean;
    }
  | {
      readonly what: 'neighbour';
      readonly atUs: number | undefined;
      readonly address: string;
      /** undefined while it is not known. */
      readonly hardware: string | undefined;
    };

/** undefined for lines about something else. `ip` must have run with TZ=UTC: its time stamps name no zone. */
export function parseIpLine(line: string): IpLine | undefined {
  const stamped = /^\[(\S+)\] /.exec(line);
  const atUs = stamped === null ? undefined : parseStamp(stamped[1] as string);
  const text = stamped === null ? line : line.slice(stamped[0].length);
  const gone = text.startsWith('Deleted ');
  const rest = gone ? text.slice('Deleted '.length) : text;

  const address = /^\d+: (\S+) +inet6? ([0-9a-f.:]+)/.exec(rest);
  if (address !== null) {
    const [, name = '', found = ''] = address;
    return { what: 'address', atUs, interface: name, address: found, gone };
  }
  const link = /^\d+: ([^@: ]+)(?:@\S+)?: <([^>]*)>/.exec(rest);
  if (link !== null) {
    const flags = (link[2] as string).split(',');
    const carries =
      !gone &&
      ['UP', 'LOWER_UP'].every((flag) => flags.includes(flag)) &&
      !['NO-CARRIER', 'LOOPBACK'].some((flag) => flags.includes(flag));
    return { what: 'link', atUs, interface: link[1] as string, carries };
  }
  const neighbour = /^([0-9a-f.:]+) dev \S+(?: lladdr (\S+))?/.exec(rest);
  if (neighbour === null) return undefined;
  return {
    what: 'neighbour',
    atUs,
    address: neighbour[1] as string,
    hardware: gone ? undefined : neighbour[2],
  };
}

/** `2026-11-21T04:37:52.536595`, in UTC. */
function parseStamp(stamp: string): number | undefined {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})$/.exec(stamp);
  const ms = parts === null ? Number.NaN : Date.parse(`${parts[1]}Z`);
  return Number.isNaN(ms) ? undefined : ms * 1000 + Number(parts?.[2]);
}
