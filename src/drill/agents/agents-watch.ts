import { Fault } from '../../base/fault.ts';
import type { Member } from '../../lab/network-plan.ts';
import { askAgents, askManagers, type LabPlace, orderAgents } from '../../lab/wazuh-cluster.ts';
import { nowUs } from '../wall-clock.ts';
import { type AgentsFigures, judgeAgents } from './agents-figures.ts';
import { type AgentsSample, allReport, areSpread } from './agents-sample.ts';

const EVERY_MS = 100;

/** Looks at agents and managers again and again while a drill runs. */
export class AgentsWatch {
  readonly #tolerance: number;
  readonly #samples: AgentsSample[] = [];
  #lab: LabPlace;
  #ended = false;
  readonly #loop: Promise<void>;

  private constructor(lab: LabPlace, tolerance: number) {
    this.#lab = lab;
    this.#tolerance = tolerance;
    this.#loop = this.#look();
  }

  /** The agents count anew from here. Throws `drill/no-agents` when they do not answer. */
  static async start(lab: LabPlace, tolerance: number): Promise<AgentsWatch> {
    try {
      await orderAgents(lab, { do: 'reset' });
    } catch (error) {
      throw new Fault(
        'drill/no-agents',
        `The agents of the lab do not answer: ${(error as Error).message}.`,
        'see what they said: holdfast lab logs client',
      );
    }
    return new AgentsWatch(lab, tolerance);
  }

  get last(): AgentsSample | undefined {
    return this.#samples.at(-1);
  }

  /** What the agents counted so far is forgotten. */
  async countAnew(): Promise<void> {
    await orderAgents(this.#lab, { do: 'reset' });
  }

  /** Every agent reported in a look after that instant. */
  allReportSince(atUs: number): boolean {
    return this.last !== undefined && this.last.atUs > atUs && allReport(this.last);
  }

  /** … and they were spread evenly over the managers that answer. */
  areSpreadSince(atUs: number): boolean {
    return this.allReportSince(atUs) && areSpread(this.last?.sessions ?? {}, this.#tolerance);
  }

  /** A manager that is not of the lab's plan. */
  include(member: Member): void {
    this.#lab = { ...this.#lab, plan: { ...this.#lab.plan, members: [...this.#lab.plan.members, member] } };
  }

  exclude(name: string): void {
    const members = this.#lab.plan.members.filter((member) => member.name !== name);
    this.#lab = { ...this.#lab, plan: { ...this.#lab.plan, members } };
  }

  /** What happened between two instants, the last of which is now. */
  async figures(firstActUs: number, lastActUs: number): Promise<AgentsFigures> {
    const status = await askAgents(this.#lab);
    const { agents = 0, mostDown = 0, reconnects = 0, slowestBackMs = 0 } = status ?? {};
    const counted = { agents, mostDown, reconnects, slowestBackMs: Math.round(slowestBackMs) };
    const tolerance = this.#tolerance;
    return judgeAgents({ samples: this.#samples, counted, firstActUs, lastActUs, tolerance });
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#loop;
  }

  async #look(): Promise<void> {
    while (!this.#ended) {
      const [agents, managers] = await Promise.all([askAgents(this.#lab, 2000), askManagers(this.#lab, 500)]);
      if (agents !== undefined) {
        const answered = Object.entries(managers).flatMap(([name, status]) =>
          status === undefined ? [] : [[name, status.sessions] as const],
        );
        const sessions = Object.fromEntries(answered);
        this.#samples.push({ atUs: nowUs(), agents: agents.agents, up: agents.up, sessions });
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
