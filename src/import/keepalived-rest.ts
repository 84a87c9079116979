import { asWritten } from '../engines/as-written.ts';
import { entrySpan } from '../engines/keepalived/grammar/word-span.ts';
import type { KeepalivedMeaning } from '../engines/keepalived/meaning/meaning.ts';
import { type Draft, tell } from './draft.ts';

/** What is compiled for every site, or has no meaning there. */
const OURS =
  /^(router_id|script_user|enable_script_security|vrrp_|lvs_|process_|checker_|bfd_|max_auto_priority|use_pid_dir|instance|net_namespace|no_email_faults|shutdown_script|startup_script)/;
const READ = new Set(
  'global_defs vrrp_instance vrrp_sync_group vrrp_script track_file vrrp_track_file track_process vrrp_track_process'.split(
    ' ',
  ),
);

/** Tells the lines of keepalived.conf that no VIP, node or key of the spec has said. */
export function tellKeepalivedRest(draft: Draft, { globals, blocks }: KeepalivedMeaning): void {
  for (const { path, entry } of globals) {
    for (const line of entry.block ?? []) {
      if (OURS.test(line.words[0]?.value ?? '')) continue;
      const message = `\`${asWritten(line)}\` is left out: it has no key in a spec.`;
      tell(draft, 'import/left-out', entrySpan(path, line), message);
    }
  }
  for (const { path, entry, kind } of blocks) {
    if (READ.has(kind)) continue;
    const message = `\`${asWritten(entry)}\` is left out: a spec has nothing of the kind.`;
    tell(draft, 'import/left-out', entrySpan(path, entry), message);
  }
}
