import { type Command, Option } from 'commander';
import { composeUnit } from '../pods/compose-unit.ts';
import { memberFiles } from '../pods/member-files.ts';
import { planPod } from '../pods/plan-pod.ts';
import type { Pod, PodOptions } from '../pods/pod.ts';
import type { PodFile } from '../pods/pod-file.ts';
import { printCompose } from '../pods/print-compose.ts';
import { printQuadlet } from '../pods/print-quadlet.ts';
import { printUnits } from '../pods/print-units.ts';
import type { Site, SiteNode } from '../site/site.ts';
import { readSpecBytes } from './load-site.ts';
import { say } from './say.ts';
import { showProblems } from './show-problems.ts';
import { version as versionOf } from './version.ts';
import { writeReleaseFiles } from './write-release-files.ts';

/** Targets of `render` that are containers. */
export const POD_TARGETS = ['compose', 'podman'] as const;

export interface RenderPodOptions {
  readonly style?: PodOptions['style'];
  readonly network?: PodOptions['network'];
  readonly parent?: readonly string[];
  readonly gateway?: readonly string[];
  readonly image?: string;
  readonly units?: 'quadlet' | 'service';
}

/** Those options of `render` that only containers understand, by their names. */
export const POD_OPTIONS = ['style', 'network', 'parent', 'gateway', 'image', 'units'] as const;

export function addPodOptions(command: Command): Command {
  const more = (value: string, former: readonly string[] = []): readonly string[] => [...former, value];
  return command
    .addOption(
      new Option(
        '--style <style>',
        'containers: foundation and engines in one, which loses nothing (one), or one an engine (members; default: one)',
      ).choices(['one', 'members']),
    )
    .addOption(
      new Option(
        '--network <network>',
        'containers: on the LAN by macvlan or ipvlan, the network of the host, or a namespace that no process owns ' +
          '(namespace: podman alone; default: macvlan)',
      ).choices(['macvlan', 'ipvlan', 'host', 'namespace']),
    )
    .option(
      '--parent <inside=host>',
      'containers: the interface of the host for one of the node; repeatable',
      more,
    )
    .option('--gateway <address>', 'containers: the router of a LAN; repeatable', more)
    .option('--image <image>', 'containers: the image of packaging/Dockerfile (default: holdfast:VERSION)')
    .addOption(
      new Option(
        '--units <kind>',
        'podman: quadlet units (Podman 5), or services that call podman (Podman 4; default: quadlet)',
      ).choices(['quadlet', 'service']),
    );
}

/** What `render --target compose|podman` writes: for each node a folder to start its containers from. */
export function renderPods(
  site: Site,
  target: (typeof POD_TARGETS)[number],
  options: RenderPodOptions & { readonly file: string; readonly node?: string; readonly output?: string },
): void {
  const { file, node: only, output } = options;
  const nodes = site.nodes.filter(({ name }) => only === undefined || name === only);
  const planned = nodes.map((node) => ({ node, ...planPod(site, node, wanted(target, options)) }));
  // What is said of the whole site is said for every node.
  const problems = new Map(planned.flatMap((one) => one.problems).map((one) => [JSON.stringify(one), one]));
  showProblems([...problems.values()], process.stderr);
  const print =
    target === 'compose' ? printComposeFile : options.units === 'service' ? printUnits : printQuadlet;
  const files: { node: string; path: string; text: string; mode: number }[] = [];
  for (const { node, pod } of planned) {
    if (pod === undefined) {
      process.exitCode = 1;
      return;
    }
    for (const one of [...print(pod), ...beside(site, node, pod, file)])
      files.push({ node: node.name, mode: 0o644, ...one });
  }
  if (output === undefined) {
    const shown = files.filter(({ path }) => path !== 'holdfast.yaml');
    process.stdout.write(
      shown.map(({ node, path, text }) => `# ==> ${node}/${path} <==\n${text}`).join('\n'),
    );
    return;
  }
  writeReleaseFiles(files, output);
  say(`Wrote ${files.length} files below ${output}.`);
  if (wanted(target, options).style === 'one' && site.nodes.length > 1) {
    say(`Each node's daemon needs its certificate in pki/ beside them: holdfast pki issue.`);
  }
}

function wanted(
  target: (typeof POD_TARGETS)[number],
  { style, network, parent, gateway, image }: RenderPodOptions,
): PodOptions {
  return {
    engine: target === 'compose' ? 'docker' : 'podman',
    style: style ?? 'one',
    network: network ?? 'macvlan',
    parents: Object.fromEntries((parent ?? []).map(parseParent)),
    gateways: gateway ?? [],
    // Podman asks which registry a short name is of.
    image: image ?? `${target === 'compose' ? '' : 'localhost/'}holdfast:${versionOf()}`,
  };
}

function parseParent(text: string): [string, string] {
  const [inside = '', host = inside] = text.split('=');
  return [inside, host];
}

function printComposeFile(pod: Pod): readonly PodFile[] {
  return [{ path: 'compose.yaml', text: printCompose(pod) }, ...composeUnit(pod)];
}

/** The spec that the daemon begins with, or the engines' own files. */
function beside(site: Site, node: SiteNode, { style }: Pod, file: string): readonly PodFile[] {
  if (style === 'members') return memberFiles(site, node);
  return [{ path: 'holdfast.yaml', text: Buffer.from(readSpecBytes(file)).toString() }];
}
