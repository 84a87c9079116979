import type { RuntimeStep } from './runtime-step.ts';

/** What a step does, in the site's words; nothing secret. */
export function describeStep(step: RuntimeStep): string {
  switch (step.kind) {
    case 'add':
      return `add server ${nameOf(step)} at ${placeOf(step)}${admission(step)}`;
    case 'address':
      return `move server ${nameOf(step)} from ${placeOf({ host: step.formerHost, port: step.formerPort })} to ${placeOf(step)}; open sessions stay where they are`;
    case 'weight':
      return `change the weight of server ${nameOf(step)} from ${step.former} to ${step.weight}`;
    case 'server-limit':
      return step.maxconn === 0
        ? `lift the session limit of server ${nameOf(step)}`
        : `limit server ${nameOf(step)} to ${step.maxconn} sessions`;
    case 'frontend-limit':
      return `limit frontend ${step.frontend} to ${step.maxconn} sessions`;
    case 'process-limit':
      return `limit this HAProxy to ${step.maxconn} sessions`;
    case 'state':
      return STATES[step.to](nameOf(step));
    case 'empty':
      return `take server ${nameOf(step)} out: no new sessions, up to ${step.withinMs / 1000} s for the open ones${step.closeSessions ? ', then cut what is left' : ''}`;
    case 'delete':
      return `remove server ${nameOf(step)}`;
    case 'certificate':
      return `replace certificate ${step.file}`;
  }
}

const STATES = {
  ready: (name: string) => `put server ${name} back to work`,
  drain: (name: string) => `drain server ${name}: open sessions go on, no new ones`,
  maint: (name: string) => `put server ${name} into maintenance`,
} as const;

function nameOf({ pool, server }: { readonly pool: string; readonly server: string }): string {
  return `${pool}/${server}`;
}

function placeOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function admission(step: Extract<RuntimeStep, { kind: 'add' }>): string {
  if (step.admit !== 'ready') return `, in state ${step.admit}`;
  return step.isChecked ? '; it gets traffic once a check has passed' : '';
}
