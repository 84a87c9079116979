import { type Command, InvalidArgumentError } from 'commander';
import { chooseLab, type LabChoice } from './lab-name.ts';
import { say } from './say.ts';

type Sub = (parent: Command, words: string, description: string) => Command;

/** `holdfast lab manager add|kill|freeze|return`, `holdfast lab agents add`. */
export function addLabWazuhCommands(lab: Command, sub: Sub): void {
  const manager = lab
    .command('manager')
    .summary('add, kill, freeze or return a simulated Wazuh manager')
    .description('Simulated Wazuh managers of the running lab.')
    .addHelpText('after', MANAGER_EXAMPLES);
  sub(manager, 'add [name]', 'add a manager, which joins the cluster (default: the next managerN)').action(
    async (name: string | undefined, options: LabChoice) => {
      const { addManager } = await import('../lab/manager-orders.ts');
      const { lab: grown, name: added } = await addManager(await open(options), name);
      const address = grown.plan.members.find((member) => member.name === added)?.links[0]?.addresses[0];
      say(`Manager ${added} runs at ${address?.address ?? 'an address of its own'} and joins the cluster.`);
    },
  );
  sub(manager, 'kill <name>', 'kill a manager (SIGKILL) and keep it down').action(
    async (name: string, options: LabChoice) => {
      const { killManager } = await import('../lab/manager-orders.ts');
      await killManager(await open(options), name);
      say(`Manager ${name} is killed and stays down until: holdfast lab manager return ${name}`);
    },
  );
  sub(
    manager,
    'freeze <name>',
    'stop a manager as it stands (SIGSTOP): it is reached, and does not answer',
  ).action(async (name: string, options: LabChoice) => {
    const { freezeManager } = await import('../lab/manager-orders.ts');
    await freezeManager(await open(options), name);
    say(`Manager ${name} is frozen until: holdfast lab manager return ${name}`);
  });
  sub(manager, 'return <name>', 'let a manager that was killed or frozen run again').action(
    async (name: string, options: LabChoice) => {
      const { returnManager } = await import('../lab/manager-orders.ts');
      await returnManager(await open(options), name);
      say(`Manager ${name} runs again.`);
    },
  );

  const agents = lab
    .command('agents')
    .summary('add simulated Wazuh agents')
    .description('Simulated Wazuh agents of the running lab.')
    .addHelpText('after', AGENTS_EXAMPLES);
  sub(agents, 'add', 'add agents; returns when all report')
    .argument('<count>', 'how many', wholeNumber)
    .option('--enroll', 'they ask the enrollment service for their keys (default: keys shared beforehand)')
    .action(async (count: number, options: LabChoice & { enroll?: boolean }) => {
      process.exitCode = await addAgents(count, options);
    });
}

/** 0 = all of the lab's agents report, 3 = they do not. */
async function addAgents(count: number, options: LabChoice & { enroll?: boolean }): Promise<number> {
  const orders = await import('../lab/agent-orders.ts');
  const lab = await orders.addAgents(await open(options), count, options.enroll === true);
  const status = await orders.untilAgentsUp(lab, orders.agentsTimeoutMs(count));
  if (status === undefined) {
    say('The agents do not answer; see what they said: holdfast lab logs client');
    return 3;
  }
  say(`${status.up} of ${status.agents} agents report.`);
  return status.up >= status.agents ? 0 : 3;
}

async function open(options: LabChoice) {
  const { openLab } = await import('../lab/open-lab.ts');
  return openLab(chooseLab(options));
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 20_000) return value;
  throw new InvalidArgumentError('Give a whole number from 1 to 20000.');
}

const MANAGER_EXAMPLES = `
Examples:
  holdfast lab manager add                 a fourth manager joins three: agents are spread anew
  holdfast lab manager kill manager2
  holdfast lab manager freeze manager2     only a check that asks Wazuh itself sees this
  holdfast lab manager return manager2`;

const AGENTS_EXAMPLES = `
Examples:
  holdfast lab agents add 500
  holdfast lab agents add 20 --enroll      through the site's enrollment service, as a new agent does`;
