import type { Span } from '../../../base/text-range.ts';
import type { KeepalivedSource, SourceEntry } from '../grammar/source.ts';

/** What the files of one Keepalived say together, in the terms of keepalived.conf(5). Lists are in the files' order. */
export interface KeepalivedMeaning {
  readonly sources: readonly KeepalivedSource[];
  /** Every block at the top, `global_defs` and the unknown ones too. */
  readonly blocks: readonly KeepalivedBlock[];
  readonly globals: readonly KeepalivedBlock[];
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
  readonly scripts: readonly VrrpScript[];
  readonly trackFiles: readonly TrackFile[];
  readonly trackProcesses: readonly TrackProcess[];
  readonly virtualServers: readonly VirtualServer[];
  /** Lines that bring other files in, wherever they stand. */
  readonly includes: readonly Include[];
  /**
   * Something outside all blocks is not known here: a file to include was not given, a definition or a sequence stands
   * where blocks may come from. A rule about what is missing then says nothing.
   */
  readonly isPartial: boolean;
}

/** `include`, `includer`, `includem`, `includew`, `includeb`, `includea` (keepalived.conf(5), "Include files"). */
export interface Include {
  readonly path: string;
  readonly entry: SourceEntry;
  /** Globs; relative to the folder of the including file. */
  readonly patterns: readonly string[];
  /** Some other source has a name that fits. */
  readonly isGiven: boolean;
}

/** A block with what stands in it. */
export interface KeepalivedBlock {
  readonly path: string;
  readonly entry: SourceEntry;
  /** `vrrp_instance`, `global_defs`, … */
  readonly kind: string;
  readonly name: string | undefined;
  /**
   * Keywords within it whose value depends on a condition, a definition or a sequence, so that it is not known here: what
   * is read of them is undefined or, for a list, incomplete. `*` = any, because a line of it may say anything. See
   * isKnown.
   */
  readonly unknown: readonly string[];
}

/** A value and where it stands. */
export interface Said<T> {
  readonly value: T;
  readonly at: Span;
}

export interface VrrpInstance extends KeepalivedBlock {
  readonly name: string;
  /** The word `vrrp_instance` and the name. */
  readonly at: Span;
  /** As written (Keepalived knows MASTER and BACKUP, in upper case); undefined = not said: BACKUP. */
  readonly state: Said<string> | undefined;
  readonly interface: Said<string> | undefined;
  readonly routerId: Said<number> | undefined;
  /** 1 to 255, but a value out of range is kept as written; undefined = not said, see priorityOf. */
  readonly priority: Said<number> | undefined;
  /** Seconds; undefined = the global vrrp_… default of 1. */
  readonly advertSeconds: Said<number> | undefined;
  /** 2 or 3: its own `version`, or global `vrrp_version`; undefined = neither is said (2). */
  readonly version: Said<number> | undefined;
  readonly authType: Said<string> | undefined;
  readonly authPassword: Said<string> | undefined;
  readonly addresses: readonly VirtualAddress[];
  readonly excludedAddresses: readonly VirtualAddress[];
  readonly unicastSource: Said<string> | undefined;
  /** Without their ttl words. */
  readonly unicastPeers: readonly Said<string>[];
  readonly noPreempt: Said<true> | undefined;
  readonly preemptDelay: Said<number> | undefined;
  readonly tracks: readonly Track[];
  /** `notify`, `notify_master`, `notify_backup`, … with its words behind the keyword. */
  readonly notifies: readonly { readonly event: string; readonly entry: SourceEntry; readonly at: Span }[];
  /** The sync group that names it. */
  readonly syncGroup: string | undefined;
}

export interface VirtualAddress {
  /** As written; canonical where it can be read. */
  readonly address: string;
  readonly family: 4 | 6 | undefined;
  /** undefined = none is written: 32 or 128 is used. */
  readonly prefix: number | undefined;
  /** `dev X`; undefined = the instance's interface. */
  readonly device: string | undefined;
  readonly at: Span;
}

/** An entry of track_script, track_file, track_process, track_interface or track_bfd. */
export interface Track {
  readonly kind: 'script' | 'file' | 'process' | 'interface' | 'bfd';
  readonly name: string;
  /**
   * The weight that counts here: the track's own, else the one of what is tracked, else Keepalived's default: 1 for files
   * and processes, 0 (= fault when it fails) for the others.
   */
  readonly weight: number;
  /** The weight is written at the track itself. */
  readonly hasOwnWeight: boolean;
  readonly isReversed: boolean;
  readonly at: Span;
}

export interface SyncGroup extends KeepalivedBlock {
  readonly name: string;
  readonly at: Span;
  readonly members: readonly Said<string>[];
  /** Its own; those of its members stand with them. */
  readonly tracks: readonly Track[];
  readonly tracksWeights: boolean;
}

export interface VrrpScript extends KeepalivedBlock {
  readonly name: string;
  readonly at: Span;
  /** The whole command, unquoted. */
  readonly command: Said<string> | undefined;
  /** Seconds; Keepalived's default is 1. */
  readonly intervalSeconds: Said<number> | undefined;
  /** Seconds; undefined = the interval (keepalived.conf(5)). */
  readonly timeoutSeconds: Said<number> | undefined;
  readonly weight: Said<number> | undefined;
  readonly fall: Said<number> | undefined;
  readonly rise: Said<number> | undefined;
  readonly user: Said<string> | undefined;
}

export interface TrackFile extends KeepalivedBlock {
  readonly name: string;
  readonly at: Span;
  readonly file: Said<string> | undefined;
  readonly weight: Said<number> | undefined;
}

export interface TrackProcess extends KeepalivedBlock {
  readonly name: string;
  readonly at: Span;
  readonly process: Said<string> | undefined;
  readonly weight: Said<number> | undefined;
}

export interface VirtualServer extends KeepalivedBlock {
  readonly at: Span;
  readonly realServers: readonly {
    /** With the port, as written. */
    readonly address: string;
    readonly at: Span;
    /** `TCP_CHECK`, `HTTP_GET`, …; empty = none. */
    readonly checkers: readonly string[];
  }[];
}
