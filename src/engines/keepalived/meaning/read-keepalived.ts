import { type Problem, problem } from '../../../base/problem.ts';
import type { KeepalivedSource } from '../grammar/source.ts';
import { entrySpan } from '../grammar/word-span.ts';
import { commandIn } from './command-in.ts';
import {
  blockOf,
  headSpan,
  isDefinition,
  isSet,
  keywordOf,
  lastOf,
  linesOf,
  numberOf,
  saidBy,
  textOf,
} from './entries.ts';
import type {
  KeepalivedBlock,
  KeepalivedMeaning,
  Said,
  SyncGroup,
  TrackFile,
  TrackProcess,
  VrrpScript,
} from './meaning.ts';
import { includesIn } from './read-includes.ts';
import { readInstance } from './read-instance.ts';
import { readTracks, type TrackedWeights, weightIn } from './read-tracks.ts';
import { readVirtualServer } from './read-virtual-server.ts';

/** What the files of one Keepalived say together. */
export function readKeepalived(sources: readonly KeepalivedSource[]): {
  readonly meaning: KeepalivedMeaning;
  readonly problems: readonly Problem[];
} {
  const tops = sources.flatMap(({ path, entries }) => entries.map((entry) => ({ path, entry })));
  const blocks = tops
    .filter(({ entry }) => entry.block !== undefined)
    .map(({ path, entry }) => blockOf(path, entry));
  const ofKind = (...kinds: readonly string[]): readonly KeepalivedBlock[] =>
    blocks.filter(({ kind }) => kinds.includes(kind));

  const globals = ofKind('global_defs');
  const scripts = ofKind('vrrp_script').map(readScript);
  const trackFiles = ofKind('track_file', 'vrrp_track_file').map(readTrackFile);
  const trackProcesses = ofKind('track_process', 'vrrp_track_process').map(readTrackProcess);
  const weights = weightsOf(scripts, trackFiles, trackProcesses);
  const syncGroups = ofKind('vrrp_sync_group').map((block) => readSyncGroup(block, weights));
  const around = { weights, version: lastSaid(globals, 'vrrp_version'), groupOf: groupsByMember(syncGroups) };
  const includes = includesIn(sources);
  const meaning = {
    sources,
    blocks,
    globals,
    instances: ofKind('vrrp_instance').map(({ path, entry }) => readInstance(path, entry, around)),
    syncGroups,
    scripts,
    trackFiles,
    trackProcesses,
    virtualServers: ofKind('virtual_server').map(({ path, entry }) => readVirtualServer(path, entry)),
    includes,
    isPartial:
      includes.some(({ isGiven }) => !isGiven) ||
      tops.some(
        ({ entry }) => entry.isOpen && !isDefinition(entry) && !keywordOf(entry).startsWith('include'),
      ),
  };
  return { meaning, problems: blocks.flatMap(withoutName) };
}

function readScript(block: KeepalivedBlock): VrrpScript {
  const { path, entry, name } = block;
  const script = lastOf(block, 'script');
  const words = script?.words.slice(1) ?? [];
  return {
    ...block,
    name: name ?? '',
    at: headSpan(path, entry),
    command:
      script === undefined || words.length === 0
        ? undefined
        : { value: commandIn(words), at: entrySpan(path, { ...script, words }) },
    intervalSeconds: numberOf(block, 'interval'),
    timeoutSeconds: numberOf(block, 'timeout'),
    weight: numberOf(block, 'weight'),
    fall: numberOf(block, 'fall'),
    rise: numberOf(block, 'rise'),
    user: textOf(block, 'user'),
  };
}

function readTrackFile(block: KeepalivedBlock): TrackFile {
  const at = headSpan(block.path, block.entry);
  return {
    ...block,
    name: block.name ?? '',
    at,
    file: textOf(block, 'file'),
    weight: numberOf(block, 'weight'),
  };
}

function readTrackProcess(block: KeepalivedBlock): TrackProcess {
  const at = headSpan(block.path, block.entry);
  return {
    ...block,
    name: block.name ?? '',
    at,
    process: textOf(block, 'process'),
    weight: numberOf(block, 'weight'),
  };
}

function readSyncGroup(block: KeepalivedBlock, weights: TrackedWeights): SyncGroup {
  const { path, entry, name } = block;
  // Names may stand one a line or several on one.
  const members = linesOf(block, 'group').flatMap(({ words }) => words.map((word) => saidBy(path, word)));
  const at = headSpan(path, entry);
  const tracks = readTracks(block, weights);
  return {
    ...block,
    name: name ?? '',
    at,
    members,
    tracks,
    tracksWeights: isSet(block, 'sync_group_tracking_weight'),
  };
}

function weightsOf(
  scripts: readonly VrrpScript[],
  files: readonly TrackFile[],
  processes: readonly TrackProcess[],
): TrackedWeights {
  const tracked = (kind: string, blocks: readonly KeepalivedBlock[]) =>
    blocks.map((block) => {
      const weight = lastOf(block, 'weight');
      return [
        `${kind} ${block.name ?? ''}`,
        weight === undefined ? { weight: undefined, isReversed: false } : weightIn(weight),
      ] as const;
    });
  return new Map([
    ...tracked('script', scripts),
    ...tracked('file', files),
    ...tracked('process', processes),
  ]);
}

function groupsByMember(groups: readonly SyncGroup[]): ReadonlyMap<string, string> {
  return new Map(groups.flatMap(({ name, members }) => members.map(({ value }) => [value, name] as const)));
}

function lastSaid(globals: readonly KeepalivedBlock[], keyword: string): Said<number> | undefined {
  return globals.map((block) => numberOf(block, keyword)).findLast((said) => said !== undefined);
}

const NAMED = [
  'vrrp_instance',
  'vrrp_script',
  'vrrp_sync_group',
  'track_file',
  'vrrp_track_file',
  'vrrp_track_process',
  'track_process',
];

function withoutName({ path, entry, kind, name }: KeepalivedBlock): readonly Problem[] {
  if (!NAMED.includes(kind) || name !== undefined) return [];
  return [
    problem(
      'keepalived/block-without-name',
      path,
      entrySpan(path, entry),
      `This ${kind} has no name: Keepalived does not take it, and nothing can refer to it.`,
      `Write a name behind ${kind}.`,
    ),
  ];
}
