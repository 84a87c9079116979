import type { ZoneRecord, ZoneSource } from '../grammar/source.ts';

/** Names with several addresses of one family, each with its records. */
export function addressGroups({
  records,
}: ZoneSource): readonly { name: string; records: readonly ZoneRecord[] }[] {
  const groups = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    if (record.type !== 'A' && record.type !== 'AAAA') continue;
    const key = `${record.type} ${record.name}`;
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].flatMap((group) => {
    const values = new Set(group.map(({ values: [address] }) => address?.value.toLowerCase()));
    const name = group[0]?.name;
    return name === undefined || values.size < 2 ? [] : [{ name, records: group }];
  });
}

/** Mail servers and resolvers try the next address themselves. */
export function isTriedInTurn({ records }: ZoneSource, name: string): boolean {
  return records.some(({ type, values }) => {
    if (!['MX', 'NS', 'SRV'].includes(type)) return false;
    const target = values.at(-1)?.value.toLowerCase() ?? '';
    // Without $ORIGIN names stay as they are written.
    return target === name || (!target.endsWith('.') && name.startsWith(`${target}.`));
  });
}
