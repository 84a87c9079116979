import type { FoundationConfig } from '../foundation-config.ts';
import { type JsonNode, readJsonLines } from './json-lines.ts';

/** A foundation.json with the lines of its values. */
export interface FoundationFacts {
  readonly config: FoundationConfig;
  readonly json: JsonNode;
}

/** undefined when the file is not one that Holdfast wrote. */
export function readFoundation(text: string): FoundationFacts | undefined {
  const json = readJsonLines(text);
  const config = json?.value as Partial<FoundationConfig> | null | undefined;
  if (json === undefined || config?.version !== 1) return undefined;
  if (!Array.isArray(config.listeners) || !Array.isArray(config.vips)) return undefined;
  return { config: config as FoundationConfig, json };
}

/** What tells one socket from another: the foundation keeps it while both stay, whatever it is called. */
export function socketOf({
  address,
  port,
  protocol = 'tcp',
}: {
  readonly address: string;
  readonly port: number;
  readonly protocol?: 'tcp' | 'udp';
}): string {
  const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  return protocol === 'udp' ? `${place}/udp` : place;
}
