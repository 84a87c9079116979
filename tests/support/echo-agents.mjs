import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/*
 * Clients with long sessions, as agents are: `echo-agents.mjs HOST PORT IDLE BUSY`. Idle ones say a few words every 4 s, busy
 * ones 20 times a second; each word must come back. A session that ends is opened again at once. Each line on stdin is
 * answered with one line of JSON; `add N` opens more idle ones.
 */

const [host, port, idle, busy] = process.argv.slice(2);
const counts = {
  up: 0,
  agents: 0,
  connects: 0,
  cuts: 0,
  busyCuts: 0,
  lost: 0,
  wrong: 0,
  echoed: 0,
  mostDown: 0,
};
const SILENT_MS = 4_000;
const BUSY_MS = 50;

class Session {
  constructor(number, everyMs) {
    this.number = number;
    this.everyMs = everyMs;
    this.open();
  }

  open() {
    let waiting = '';
    let word = 0;
    let timer;
    const socket = connect(Number(port), host);
    const say = () => {
      const text = `${this.number}.${word++};`;
      waiting += text;
      socket.write(text);
    };
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      counts.up += 1;
      counts.connects += 1;
      this.isUp = true;
      say();
      timer = setInterval(say, this.everyMs * (0.75 + Math.random() / 2));
    });
    socket.on('data', (text) => {
      if (waiting.startsWith(text)) {
        waiting = waiting.slice(text.length);
        counts.echoed += 1;
      } else counts.wrong += 1;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      if (this.isUp) {
        counts.up -= 1;
        counts.cuts += 1;
        if (this.everyMs === BUSY_MS) counts.busyCuts += 1;
        if (waiting !== '') counts.lost += 1;
        counts.mostDown = Math.max(counts.mostDown, counts.agents - counts.up);
        this.isUp = false;
        this.open();
      } else setTimeout(() => this.open(), 100);
    });
  }
}

async function add(count, everyMs) {
  for (let number = 0; number < count; number += 1) {
    counts.agents += 1;
    new Session(counts.agents, everyMs);
    // A listener's backlog is short.
    if (number % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

await add(Number(busy), BUSY_MS);
await add(Number(idle), SILENT_MS);
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('add ')) await add(Number(line.slice(4)), SILENT_MS);
  if (line === 'reset') counts.mostDown = 0;
  process.stdout.write(`${JSON.stringify(counts)}\n`);
}
process.exit(0);
