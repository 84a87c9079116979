import type { Bind, BindAddress, Proxy } from '../meaning/meaning.ts';

/** Nobody but this machine can connect to it. A variable or a name may be anything: no. */
export function isLocalOnly(address: BindAddress): boolean {
  if (address.kind === 'unix' || address.kind === 'other') return true;
  if (address.kind === 'name') return address.address === 'localhost';
  if (address.kind !== 'ip') return false;
  return address.address === '::1' || address.address.startsWith('127.');
}

/** A bind that listens on every address of the host, in clear. */
export function isOpenInClear(bind: Bind): boolean {
  return (
    !bind.statement.isConditional &&
    !bind.options.has('ssl') &&
    bind.addresses.some(({ kind }) => kind === 'any')
  );
}

/** Somebody from outside can surely connect. */
export function isReachable(proxy: Proxy): boolean {
  return proxy.binds.some(
    ({ statement, addresses }) =>
      !statement.isConditional && addresses.some(({ kind, address }) => isOutside(kind, address)),
  );
}

function isOutside(kind: BindAddress['kind'], address: string): boolean {
  return kind === 'any' || (kind === 'ip' && address !== '::1' && !address.startsWith('127.'));
}
