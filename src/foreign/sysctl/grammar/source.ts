import type { Span } from '../../../base/text-range.ts';

/** A sysctl.conf or a file of sysctl.d (sysctl.d(5)). */
export interface SysctlSource {
  /** As the user named it. */
  readonly path: string;
  readonly settings: readonly SysctlSetting[];
}

export interface SysctlSetting {
  /** With dots, whichever separator was written. */
  readonly key: string;
  readonly value: string;
  readonly at: Span;
}
