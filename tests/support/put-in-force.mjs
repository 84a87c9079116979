// put-in-force RUN_DIR OPTIONS: puts the files of `forceFiles` with these options in force, one step counted after the other.
import { openInForce } from '../../src/node/in-force/open-in-force.ts';
import { forceFiles } from './node-in-force.ts';

const [, , runDir, options] = process.argv;
const files = forceFiles(runDir, JSON.parse(options));
globalThis.countSteps?.(true);
const told = await openInForce({ runDir })
  .putInForce(files)
  .then(
    ({ how }) => how,
    (error) => error.code ?? `bug: ${error.stack}`,
  );
globalThis.countSteps?.(false);
process.stdout.write(told);
