import type {
  ComposeEntry,
  ComposeFile,
  ComposeScalar,
  ComposeService,
  ComposeValue,
} from '../grammar/tree.ts';

export function settingOf(service: ComposeService, key: string): ComposeEntry | undefined {
  return service.settings.find((entry) => entry.key === key);
}

/** Empty when it is not there, or no plain value. */
export function textOf(service: ComposeService, key: string): string {
  const value = settingOf(service, key)?.value;
  return value?.kind === 'scalar' ? value.text : '';
}

/** `[a, b]` and `{ a: 1, b: 2 }` both give their words; a single text gives itself. */
export function wordsOf(value: ComposeValue | undefined): readonly ComposeScalar[] {
  if (value === undefined) return [];
  if (value.kind === 'scalar') return value.text === '' ? [] : [value];
  if (value.kind === 'map') return value.entries.map(({ key, at }) => ({ kind: 'scalar', text: key, at }));
  return value.items.flatMap((item) => (item.kind === 'scalar' ? [item] : []));
}

export function entryOf(value: ComposeValue | undefined, key: string): ComposeEntry | undefined {
  return value?.kind === 'map' ? value.entries.find((entry) => entry.key === key) : undefined;
}

/** All that the file says of a service is here: only then may a rule say that something is missing. */
export function isWhole(compose: ComposeFile, service: ComposeService): boolean {
  const hasBody = settingOf(service, 'image') !== undefined || settingOf(service, 'build') !== undefined;
  return !compose.isPart && hasBody && settingOf(service, 'extends') === undefined;
}

/** The service whose network this one joins; undefined = it has its own, the host's, or one that is not in the file. */
export function ownerOf(compose: ComposeFile, service: ComposeService): ComposeService | undefined {
  const [, kind, name] = /^(service|container):(.+)$/.exec(textOf(service, 'network_mode')) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  return compose.services.find((other) =>
    kind === 'service' ? other.name === name : textOf(other, 'container_name') === name,
  );
}

/** Those that live in the network of this service. */
export function membersOf(compose: ComposeFile, service: ComposeService): readonly ComposeService[] {
  return compose.services.filter((other) => ownerOf(compose, other) === service);
}
