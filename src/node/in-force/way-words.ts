import type { Reloaded } from '../../foundation/control-protocol.ts';
import type { FoundationConfig } from '../../release/foundation-config.ts';
import type { NodeTexts } from './node-texts.ts';

/** What a reload did beside HAProxy, in sentences. */
export function reloadWords(did: Reloaded, wanted: NodeTexts, inForce: NodeTexts): string[] {
  const read = [
    ...(did.nginx === 'reloaded' ? ['nginx reads its file again; its sessions go on'] : []),
    ...(did.keepalived === 'reloaded' ? ['Keepalived reads its file again'] : []),
  ];
  if (read.length > 0) return read;
  const isSame = wanted['foundation.json'] === inForce['foundation.json'];
  return isSame ? [] : ['the foundation takes over its figures'];
}

/** What becomes of the sessions of a HAProxy that is replaced. */
export function stayingWords(sessions: number, inForce: NodeTexts | undefined): string[] {
  if (sessions === 0 || inForce === undefined) return [];
  const longest = hardStopMs(inForce['foundation.json']);
  const limit = longest === undefined ? '' : `, ${longest / 1000} s at most`;
  return [`${sessions} open sessions go on in the former HAProxy until they end${limit}`];
}

function hardStopMs(foundation: string): number | undefined {
  try {
    return (JSON.parse(foundation) as FoundationConfig).haproxy?.hardStopMs;
  } catch {
    return undefined;
  }
}
