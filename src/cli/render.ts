import { type Command, Option } from 'commander';
import { Fault } from '../base/fault.ts';
import type { AgentWay } from '../foreign/ossec/client-block.ts';
import { labDir } from '../lab/state-dir.ts';
import { compileRelease } from '../release/compile-release.ts';
import type { CompileTarget, ReleaseFile } from '../release/release.ts';
import type { Site } from '../site/site.ts';
import { DEFAULT_SPEC_FILE, loadSite } from './load-site.ts';
import { renderForAgent } from './render-for-agent.ts';
import { addPodOptions, POD_OPTIONS, POD_TARGETS, type RenderPodOptions, renderPods } from './render-pods.ts';
import { renderUnits } from './render-units.ts';
import { say } from './say.ts';
import { showProblems } from './show-problems.ts';
import { writeReleaseFiles } from './write-release-files.ts';

interface RenderOptions extends RenderPodOptions {
  readonly file: string;
  readonly node?: string;
  readonly target: CompileTarget['kind'] | 'files' | 'systemd' | (typeof POD_TARGETS)[number];
  readonly netns?: string;
  readonly output?: string;
  readonly for: 'nodes' | 'agent';
  readonly way?: AgentWay;
  readonly first?: string;
}

/** `holdfast render`: the native files of every node, on stdout or below a directory. */
export function addRenderCommand(program: Command): void {
  const command = program
    .command('render')
    .description("print or write the engines' own files; secrets stay references")
    .option('-f, --file <file>', 'the spec', DEFAULT_SPEC_FILE)
    .option('--node <node>', 'only the files of this node')
    .addOption(
      new Option(
        '--target <target>',
        "files or host: the engines' files for real nodes; lab: those of the lab; systemd: socket units and settings of a node beside the package; compose or podman: as containers",
      )
        .choices(['files', 'host', 'lab', 'systemd', ...POD_TARGETS])
        .default('host'),
    )
    .option('--netns <name>', 'systemd: serve in this network namespace (default: the host’s own network)')
    .option('-o, --output <dir>', 'write DIR/NODE/FILE instead of printing')
    .addOption(
      new Option('--for <whom>', "agent: the <client> block for the ossec.conf of Wazuh's agents")
        .choices(['nodes', 'agent'])
        .default('nodes'),
    )
    .addOption(
      new Option(
        '--way <way>',
        'agents report to the VIP, or know the managers themselves and go through their list (default: vip)',
      ).choices(['vip', 'failover']),
    )
    .option('--first <name>', "what stands at the top of an agent's list: a manager, or a VIP");
  addPodOptions(command).action((options: RenderOptions, command: Command) => {
    checkTogether(options, command);
    render(options);
  });
}

/** Options of one kind of file mean nothing to the other. */
function checkTogether(options: RenderOptions, command: Command): void {
  if (options.netns !== undefined && options.target !== 'systemd')
    command.error('error: --netns needs --target systemd', { exitCode: 2 });
  if (options.netns !== undefined && !/^[A-Za-z0-9_.-]+$/.test(options.netns))
    command.error('error: --netns takes a name as `ip netns list` shows it', { exitCode: 2 });
  const pod = POD_OPTIONS.find((key) => options[key] !== undefined);
  if (pod !== undefined && !(POD_TARGETS as readonly string[]).includes(options.target)) {
    command.error(`error: --${pod} needs --target ${POD_TARGETS.join(' or ')}`, { exitCode: 2 });
  }
  const foreign = options.for === 'agent' ? (['node', 'output'] as const) : (['way', 'first'] as const);
  const given = foreign.find((key) => options[key] !== undefined);
  if (given === undefined) return;
  const message =
    options.for === 'agent' ? `--${given} is not for --for agent` : `--${given} needs --for agent`;
  command.error(`error: ${message}`, { exitCode: 2 });
}

function render(options: RenderOptions): void {
  const { file, node, target, netns, output, for: whom, way, first } = options;
  const site = loadSite(file);
  if (site === undefined) return;
  if (whom === 'agent') {
    renderForAgent(site, way ?? 'vip', first);
    return;
  }
  if (node !== undefined) checkNode(site, node);
  if (target === 'systemd') {
    renderUnits(site, { node, netns, output });
    return;
  }
  if (target === 'compose' || target === 'podman') {
    renderPods(site, target, options);
    return;
  }
  const { release, problems } = compileRelease(site, targetOf(site, target === 'lab' ? 'lab' : 'host'));
  showProblems(problems, process.stderr);
  if (release === undefined) {
    process.exitCode = 1;
    return;
  }
  const files = release.files.filter((one) => node === undefined || one.node === node);
  if (output === undefined) {
    process.stdout.write(files.map(shown).join('\n'));
    return;
  }
  writeReleaseFiles(files, output);
  say(`Wrote ${files.length} files below ${output}; the release is ${release.digest}.`);
}

function targetOf(site: Site, kind: CompileTarget['kind']): CompileTarget {
  return { kind, runDir: (name) => (kind === 'host' ? '/run/holdfast' : `${labDir(site.name)}/${name}`) };
}

function checkNode(site: Site, node: string): void {
  if (site.nodes.some(({ name }) => name === node)) return;
  const known = site.nodes.map(({ name }) => name).join(', ');
  throw new Fault('cli/unknown-node', `The spec has no node ${node}.`, `Choose one of ${known}.`);
}

/** All three formats but JSON have comments that begin with `#`; the header is for eyes and stands outside the file. */
function shown({ node, path, text }: ReleaseFile): string {
  return `# ==> ${node}/${path} <==\n${text}`;
}
