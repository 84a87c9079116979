import type { Directive, NginxSource } from '../../engines/nginx/grammar/source.ts';
import type { Draft } from '../draft.ts';
import { tell } from '../draft.ts';
import { commentAboveDirective } from './comment-above-directive.ts';
import { readBalancing } from './read-balancing.ts';
import { vipAddresses } from './vip-addresses.ts';

/** The services and pools of an nginx that balances. `files`: each of its files by itself, for their comments. */
export function importNginx(draft: Draft, source: NginxSource, files: readonly NginxSource[]): void {
  const { services, pools, notes } = readBalancing(source, vipAddresses(draft));
  for (const { name, input, block } of services) {
    draft.spec.services[name] = input;
    const comment = block === undefined ? [] : commentAboveDirective(files, block);
    if (comment.length > 0) draft.comments.set(`services/${name}`, comment);
  }
  // Two pools of one upstream need its comment once.
  const commented = new Set<Directive>();
  for (const [name, { input, block, lines }] of pools) {
    draft.spec.pools[name] = input;
    if (block === undefined || commented.has(block)) continue;
    commented.add(block);
    const comment = commentAboveDirective(files, block);
    if (comment.length > 0) draft.comments.set(`pools/${name}`, comment);
    for (const [server, directive] of lines) {
      const onServer = commentAboveDirective(files, directive);
      if (onServer.length > 0) draft.comments.set(`pools/${name}/servers/${server}`, onServer);
    }
  }
  for (const { code, at, message } of notes) tell(draft, code, at, message);
}
