import type { ObservedContainer } from './observed-container.ts';

/** Containers that live in one network. */
export interface SeenPod {
  /** Of the holder of the network: a container's name or a file's. */
  readonly holder: string;
  readonly project: string | undefined;
  readonly containers: readonly SeenContainer[];
}

export interface SeenContainer {
  readonly container: ObservedContainer;
  readonly trouble: PodTrouble | undefined;
}

export interface PodTrouble {
  /** A page of docs/problems/pods. */
  readonly code:
    | 'pods/holder-down'
    | 'pods/holder-gone'
    | 'pods/member-down'
    | 'pods/no-interface'
    | 'pods/orphan';
  /** In a sentence that begins with the container's name. */
  readonly message: string;
}

/** What lives together, and what is wrong with it; pods in the order of their names. */
export function judgePods(containers: readonly ObservedContainer[]): readonly SeenPod[] {
  const groups = new Map<string, ObservedContainer[]>();
  for (const one of containers) {
    if (one.joins === undefined) continue;
    const key =
      'file' in one.joins
        ? one.joins.file
        : (find(containers, one.joins.container)?.id ?? one.joins.container);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.entries()]
    .map(([key, members]) => judgePod(find(containers, key), key, members))
    .toSorted((one, other) => one.holder.localeCompare(other.holder, 'en'));
}

function judgePod(
  holder: ObservedContainer | undefined,
  key: string,
  members: readonly ObservedContainer[],
): SeenPod {
  const seen = members
    .map((container) => ({ container, trouble: judgeMember(container, holder, key) }))
    .toSorted((one, other) => one.container.name.localeCompare(other.container.name, 'en'));
  const own = holder === undefined ? [] : [{ container: holder, trouble: judgeHolder(holder) }];
  return {
    holder: holder?.name ?? key,
    project: (holder ?? members[0])?.project,
    containers: [...own, ...seen],
  };
}

function judgeHolder(holder: ObservedContainer): PodTrouble | undefined {
  if (!holder.running) {
    return {
      code: 'pods/holder-down',
      message: `${holder.name} holds the network of its pod and is ${holder.state}.`,
    };
  }
  return holder.interfaces?.length === 0 ? withoutInterface(holder) : undefined;
}

function judgeMember(
  member: ObservedContainer,
  holder: ObservedContainer | undefined,
  key: string,
): PodTrouble | undefined {
  const { name, joins } = member;
  const isFile = joins !== undefined && 'file' in joins;
  if (!isFile && holder === undefined) {
    return {
      code: 'pods/holder-gone',
      message: `${name} lives in the network of container ${key.slice(0, 12)}, which is no more: it can never be started again as it is.`,
    };
  }
  if (!member.running) return { code: 'pods/member-down', message: `${name} is ${member.state}.` };
  const home = isFile ? joins.namespace : holder?.namespace;
  const whose = holder?.name ?? key;
  if (isFile && home === undefined) {
    return {
      code: 'pods/orphan',
      message: `${name} lives in a network that nothing names any more: there is no ${key}.`,
    };
  }
  if (member.namespace !== undefined && home !== undefined && member.namespace !== home) {
    return {
      code: 'pods/orphan',
      message: `${name} lives in ${member.namespace}; the network of ${whose} is ${home} now. It is shown as Up, and reaches nobody.`,
    };
  }
  return member.interfaces?.length === 0 ? withoutInterface(member) : undefined;
}

function withoutInterface({ name }: ObservedContainer): PodTrouble {
  return { code: 'pods/no-interface', message: `${name} lives in a network without an interface.` };
}

function find(containers: readonly ObservedContainer[], key: string): ObservedContainer | undefined {
  return containers.find(
    ({ id, name }) => id === key || name === key || (key.length >= 12 && id.startsWith(key)),
  );
}
