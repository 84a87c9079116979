import { type BroughtUp, bringUp } from '../lab/bring-up.ts';
import type { Lab } from '../lab/lab.ts';
import { sweepDeadLabs } from '../lab/open-lab.ts';
import { startAgents } from '../lab/start-agents.ts';
import { healthTimeoutMs, untilHealthy } from '../lab/until-healthy.ts';
import { compileRelease } from '../release/compile-release.ts';
import type { CompileTarget, Release } from '../release/release.ts';
import { readSite } from '../site/read-site.ts';
import type { Site } from '../site/site.ts';
import type { LabChoice } from './lab-name.ts';
import { DEFAULT_SPEC_FILE, readSpecBytes } from './load-site.ts';
import { wantsColour } from './paint.ts';
import { say } from './say.ts';
import { showProblems } from './show-problems.ts';
import { printStatusTable } from './status-table.ts';

/** `holdfast lab up`: 0 when the site is healthy, 1 on problems or another spec, 3 when it does not become healthy. */
export async function labUp({ file = DEFAULT_SPEC_FILE, labName }: LabChoice): Promise<number> {
  const startedAt = performance.now();
  await sweepDeadLabs();
  const spec = readSpecBytes(file);
  const { site, problems } = readSite(spec, file);
  showProblems(problems, process.stderr);
  if (site === undefined) return 1;
  const name = labName ?? site.name;
  const brought = await bringUp({ name, site, specFile: file, spec, compile });
  if (brought.is === 'impossible') {
    showProblems(brought.problems, process.stderr);
    return 1;
  }
  const choice = `${file === DEFAULT_SPEC_FILE ? '' : ` -f ${file}`}${labName === undefined ? '' : ` --lab-name ${name}`}`;
  if (brought.is === 'running') return sayRunning(brought, file);
  return waitForHealth(brought.lab, choice, startedAt);
}

function compile(site: Site, target: CompileTarget): Release | undefined {
  const { release, problems } = compileRelease(site, target);
  showProblems(problems, process.stderr);
  return release;
}

function sayRunning({ lab, sameSpec }: Extract<BroughtUp, { is: 'running' }>, file: string): number {
  if (sameSpec) {
    say(`The lab ${lab.name} runs already, with the same spec, since ${lab.startedAt}.`);
    return 0;
  }
  say(
    `The lab ${lab.name} runs already, since ${lab.startedAt}, with another spec (${lab.specFile} as it was then).`,
  );
  say(`  Fix: end it first: holdfast lab down --lab-name ${lab.name}`);
  say(`  or start a second one beside it: holdfast lab up -f ${file} --lab-name OTHER`);
  return 1;
}

async function waitForHealth(lab: Lab, choice: string, startedAt: number): Promise<number> {
  const members = lab.plan.members.map((member) => member.name).join(', ');
  say(`The lab ${lab.name} is built: ${members}. Waiting until the site is healthy…`);
  const timeoutMs = healthTimeoutMs(lab.site);
  const { status, reasons, sentence } = await untilHealthy(lab, timeoutMs);
  if (reasons.length > 0) {
    say(`The lab ${lab.name} runs, but after ${timeoutMs / 1000} s its site is not healthy:`);
    for (const reason of reasons) say(`  - ${reason.trimEnd().replaceAll('\n', '\n    ')}`);
    say(`It stays up for a look: holdfast lab logs MEMBER${choice}`);
    say(`End it: holdfast lab down${choice}`);
    return 3;
  }
  const agents = await startAgents(lab);
  process.stdout.write(printStatusTable(status, { colour: wantsColour(process.stdout) }));
  if (sentence !== '') say(`\n${sentence}`);
  if (agents.says !== '') say(`\n${agents.says}`);
  if (!agents.areUp) return 3;
  say(`\nHealthy after ${((performance.now() - startedAt) / 1000).toFixed(1)} s. Next:`);
  const url = firstUrl(lab.site);
  const client = lab.plan.members.find(({ kind }) => kind === 'client')?.name;
  if (url !== undefined && client !== undefined)
    say(`  holdfast lab exec${choice} ${client} -- curl -s${url.startsWith('https') ? 'k' : ''} ${url}`);
  say(`  holdfast lab status${choice}`);
  say(`  holdfast lab down${choice}`);
  return 0;
}

/** Something that a newcomer can ask for. */
function firstUrl(site: Site): string | undefined {
  const service = site.services.find(({ mode }) => mode === 'http');
  const address = site.vips.find(({ name }) => name === service?.vips[0])?.addresses[0];
  if (service === undefined || address === undefined) return undefined;
  const host = address.family === 6 ? `[${address.address}]` : address.address;
  const [scheme, usual] = service.tls === undefined ? ['http', 80] : ['https', 443];
  const port = service.ports[0] === usual ? '' : `:${service.ports[0]}`;
  return `${scheme}://${host}${port}/`;
}
