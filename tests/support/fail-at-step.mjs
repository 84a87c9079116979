// Preloaded into a program under test: of its steps on the file system, the one of number HF_STEP fails as HF_HOW says.
//   kill  the process is killed before the step      torn  a third of a text is written, then the process is killed
// With HF_SOCKETS=1 what is written to a socket is a step too.
//   EIO, ENOSPC, …  the step fails with this error   log   no step fails; each is written to stderr
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

const at = Number(process.env.HF_STEP ?? 0);
const how = process.env.HF_HOW ?? 'log';
const handle = await promises.open('/dev/null', 'r');
const handles = Object.getPrototypeOf(handle);
await handle.close();
let step = 0;
let counting = false;

/** Called by the program when what is tested begins and ends. */
globalThis.countSteps = (on) => {
  counting = on;
  if (!on) process.stderr.write(`steps: ${step}\n`);
};

function guard(owner, name) {
  const original = owner[name];
  owner[name] = async function guarded(...args) {
    if (!counting) return await original.apply(this, args);
    step += 1;
    if (how === 'log') {
      const words = opened.get(this) ?? args.slice(0, 2).join(' ');
      process.stderr.write(`${name} ${words}\n`);
      const result = await original.apply(this, args);
      if (name === 'open') opened.set(result, args[0]);
      return result;
    }
    if (step === at) {
      if (how === 'torn' && typeof args[0] === 'string' && owner === handles) {
        await original.call(this, args[0].slice(0, args[0].length / 3));
      }
      if (how === 'kill' || how === 'torn') process.kill(process.pid, 'SIGKILL');
      throw Object.assign(new Error(`${how}: planted`), { code: how });
    }
    return await original.apply(this, args);
  };
}

if (process.env.HF_SOCKETS === '1') {
  const { write } = Socket.prototype;
  Socket.prototype.write = function guarded(...args) {
    if (counting && this.fd === undefined) {
      step += 1;
      if (how === 'log') process.stderr.write(`socket ${String(args[0]).split('\n')[0]}\n`);
      else if (step === at) process.kill(process.pid, 'SIGKILL');
    }
    return write.apply(this, args);
  };
}

const opened = new WeakMap();
for (const name of ['mkdir', 'open', 'rename', 'rm']) guard(promises, name);
for (const name of ['appendFile', 'close', 'datasync', 'sync', 'truncate', 'writeFile']) guard(handles, name);
syncBuiltinESMExports();
