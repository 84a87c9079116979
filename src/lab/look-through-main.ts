import { createInterface } from 'node:readline';
import { lookThrough, type ThroughTarget } from '../node/page/look-through.ts';

/* Runs in the network of a client: a line of JSON asks for a look through a VIP, a line of JSON answers it. Ends with its input. */

createInterface(process.stdin)
  .on('line', (line) => {
    const { id, target } = JSON.parse(line) as { id: number; target: ThroughTarget };
    void lookThrough(target).then((answer) => process.stdout.write(`${JSON.stringify({ id, answer })}\n`));
  })
  .on('close', () => process.exit(0));
