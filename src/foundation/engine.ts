import type { Generation } from './generation.ts';
import type { GuestProcess } from './guest-process.ts';

/** What tells one engine from another. */
export interface Engine<G extends Generation> {
  /** As people call it. */
  readonly title: string;
  /** Before the names of its events: `haproxy-died`. */
  readonly name: 'haproxy' | 'nginx';
  /** Starts a process on the configuration and the sockets in force. */
  readonly launch: () => G;
  /** Takes over a process that a former foundation started. */
  readonly adopt: (process: GuestProcess) => G;
}

export interface EngineSurroundings {
  /** Something that others look at has changed: health, pids. */
  readonly changed: () => void;
  readonly tell: (event: string, message: string) => void;
}
