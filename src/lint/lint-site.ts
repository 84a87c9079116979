import type { HaproxyMeaning } from '../engines/haproxy/meaning/meaning.ts';
import type { KeepalivedMeaning } from '../engines/keepalived/meaning/meaning.ts';
import type { LintContext } from '../engines/lint-context.ts';
import type { NginxSource } from '../engines/nginx/grammar/source.ts';
import type { CorosyncSource } from '../foreign/corosync/grammar/source.ts';
import type { OssecSource } from '../foreign/ossec/grammar/source.ts';
import type { PcsSource } from '../foreign/pcs/grammar/source.ts';
import type { ScriptSource } from '../foreign/script/grammar/source.ts';
import type { SysctlSource } from '../foreign/sysctl/grammar/source.ts';
import type { SystemdUnit } from '../foreign/systemd/grammar/source.ts';

/** All that was given, by node: the subject of the rules that look across files and nodes. */
export interface LintSite {
  /** Files that belong to no single node (a compose file, a pcs script) are in every node's lists. */
  readonly nodes: readonly LintNode[];
  readonly context: LintContext;
}

export interface LintNode {
  /** From `--node`, or the folder's name; `.` when there is only one and nothing names it. */
  readonly name: string;
  readonly haproxy: HaproxyMeaning | undefined;
  readonly keepalived: KeepalivedMeaning | undefined;
  /** One for each nginx file that no other one includes. */
  readonly nginx: readonly NginxSource[];
  readonly corosync: readonly CorosyncSource[];
  readonly ossec: readonly OssecSource[];
  readonly pcs: readonly PcsSource[];
  readonly scripts: readonly ScriptSource[];
  readonly sysctl: readonly SysctlSource[];
  readonly systemd: readonly SystemdUnit[];
}
