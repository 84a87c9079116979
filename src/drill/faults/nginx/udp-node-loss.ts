import type { DrillFault } from '../drill-fault.ts';
import { nodeLoss } from '../node-loss.ts';

export const udpNodeLoss: DrillFault = {
  ...nodeLoss,
  name: 'udp-node-loss',
  does: `${nodeLoss.does}, under a stream of datagrams`,
  hurts: 'datagrams are lost until the VIP has moved: nobody sends them again',
  asks: { mode: 'udp' },
  // What was sent while the node died is as lost as what was sent after it.
  endsRequestsInFlight: 'never',
};
