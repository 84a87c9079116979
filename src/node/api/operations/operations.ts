import type * as z from 'zod';
import type { NodeService } from '../node-service.ts';
import type { Same, Wire } from '../schemas/wire.ts';
import { balanceOperations } from './balance-operations.ts';
import { changeOperations } from './change-operations.ts';
import { lookOperations } from './look-operations.ts';
import type { Operation } from './operation.ts';
import { peerOperations } from './peer-operations.ts';

export const BASE = '/api/v1';

/** Everything that a node can be asked, by the name of the service's method. */
export const operations = { ...lookOperations, ...changeOperations, ...peerOperations, ...balanceOperations };

export type OperationName = keyof typeof operations;

type Answered<Name extends keyof NodeService> = NodeService[Name] extends (
  ...args: never[]
) => Promise<infer Result>
  ? Exclude<Result, undefined>
  : never;

type Described<Name extends OperationName> = (typeof operations)[Name] extends { answer?: infer Answer }
  ? z.output<Extract<Answer, z.ZodType>>
  : never;

/** Methods whose description says another thing than the contract; those that answer nothing have none. */
type Differing = {
  [Name in OperationName & keyof NodeService]: Answered<Name> extends void
    ? never
    : Same<Wire<Answered<Name>>, Described<Name>> extends true
      ? never
      : Name;
}[OperationName & keyof NodeService];

/** As soon as a schema and the contract differ, the compiler refuses the list and names the methods. */
type Agreed<List> = [Differing] extends [never] ? List : { readonly differing: Differing };

export const OPERATIONS: Agreed<readonly Operation[]> = Object.values(
  operations,
) as unknown as readonly Operation[];
