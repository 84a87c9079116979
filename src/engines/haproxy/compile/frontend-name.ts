import type { Service } from '../../../site/site.ts';

/**
 * The frontend that serves a service on one of its VIPs. Each VIP has its own, so that the sessions of a VIP that
 * leaves a node can be told from the others; names of the spec cannot hold a `:`.
 */
export function frontendName(service: Pick<Service, 'name' | 'vips'>, vip: string): string {
  return service.vips.length === 1 ? service.name : `${service.name}:${vip}`;
}

/** The frontend that only answers 301 to https. */
export function redirectName(service: Pick<Service, 'name' | 'vips'>, vip: string): string {
  return `${frontendName(service, vip)}::redirect`;
}
