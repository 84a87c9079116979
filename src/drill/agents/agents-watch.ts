import { Fault } from '../../base/fault.ts';
import type { Member } from '../../lab/network-plan.ts';
import { askAgents, askManagers, type LabPlace, managersOf, orderAgents } from '../../lab/wazuh-cluster.ts';
import { nowUs } from '../wall-clock.ts';
import { type AgentsFigures, judgeAgents, type UpTimeline } from './agents-figures.ts';
import { type AgentsSample, allReport, areSpread } from './agents-sample.ts';

const EVERY_MS = 100;

/** As `AgentsSample.through`. */
type Through = () => Promise<number | undefined>;

/** Looks at agents and managers again and again while a drill runs. */
export class AgentsWatch {
  readonly #tolerance: number;
  readonly #through: Through;
  readonly #samples: AgentsSample[] = [];
  #lab: LabPlace;
  /** What was before is not judged. */
  #sinceUs = 0;
  #ended = false;
  readonly #loop: Promise<void>;

  private constructor(lab: LabPlace, tolerance: number, through: Through) {
    this.#lab = lab;
    this.#tolerance = tolerance;
    this.#through = through;
    this.#loop = this.#look();
  }

  /** The agents count anew from here. Throws `drill/no-agents` when they do not answer. */
  static async start(lab: LabPlace, tolerance: number, through: Through): Promise<AgentsWatch> {
    try {
      await orderAgents(lab, { do: 'reset' });
    } catch (error) {
      throw new Fault(
        'drill/no-agents',
        `The agents of the lab do not answer: ${(error as Error).message}.`,
        'see what they said: holdfast lab logs client',
      );
    }
    return new AgentsWatch(lab, tolerance, through);
  }

  get last(): AgentsSample | undefined {
    return this.#samples.at(-1);
  }

  /** What the agents counted so far is forgotten. */
  async countAnew(): Promise<void> {
    await orderAgents(this.#lab, { do: 'reset' });
    this.#sinceUs = nowUs();
  }

  /** Every agent reported in a look after that instant. */
  allReportSince(atUs: number): boolean {
    return this.last !== undefined && this.last.atUs > atUs && allReport(this.last);
  }

  /** … and they were spread evenly over the managers that answer, of which there are `least`. Default: one. */
  areSpreadSince(atUs: number, least = 1): boolean {
    const { sessions = {} } = this.last ?? {};
    if (Object.keys(sessions).length < least) return false;
    return this.allReportSince(atUs) && areSpread(sessions, this.#tolerance);
  }

  /** Managers that should answer. */
  get managers(): number {
    return managersOf(this.#lab).length;
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
    const [status, timelines] = await Promise.all([askAgents(this.#lab), this.#timelines()]);
    const { agents = 0, mostDown = 0, reconnects = 0, slowestBackMs = 0 } = status ?? {};
    const counted = { agents, mostDown, reconnects, slowestBackMs: Math.round(slowestBackMs) };
    const tolerance = this.#tolerance;
    const samples = this.#samples.filter(({ atUs }) => atUs >= this.#sinceUs);
    return judgeAgents({ samples, timelines, counted, firstActUs, lastActUs, tolerance });
  }

  async #timelines(): Promise<readonly UpTimeline[]> {
    const [statuses, points] = await Promise.all([
      orderAgents<{ readonly agents: number }>(this.#lab, { do: 'status' }),
      orderAgents<UpTimeline['points']>(this.#lab, { do: 'timeline' }),
    ]);
    return statuses.map(({ agents }, index) => ({ agents, points: points[index] ?? [] }));
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#loop;
  }

  async #look(): Promise<void> {
    while (!this.#ended) {
      const [agents, managers, through] = await Promise.all([
        askAgents(this.#lab, 2000),
        askManagers(this.#lab, 500),
        this.#through(),
      ]);
      if (agents !== undefined) {
        const answered = Object.entries(managers).flatMap(([name, status]) =>
          status === undefined ? [] : [[name, status.sessions] as const],
        );
        const sessions = Object.fromEntries(answered);
        this.#samples.push({ atUs: nowUs(), agents: agents.agents, up: agents.up, through, sessions });
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
