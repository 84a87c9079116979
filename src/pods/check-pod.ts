import { type Problem, problem } from '../base/problem.ts';
import { specPlace } from '../engines/spec-place.ts';
import type { Site, SiteNode } from '../site/site.ts';
import { secretsOf } from './foreign-files.ts';
import type { PodOptions } from './pod.ts';

/** What containers cannot do of what a spec or the options ask for. */
export function checkPod(site: Site, node: SiteNode, options: PodOptions): readonly Problem[] {
  return [
    ...checkNamespace(site, options),
    ...checkInterfaces(site, node, options),
    ...checkMembers(site, options),
  ];
}

/** Docker joins the network of a container or of the host, and no other. */
function checkNamespace(site: Site, { network, engine }: PodOptions): readonly Problem[] {
  if (network !== 'namespace' || engine === 'podman') return [];
  return [
    problem(
      'pods/namespace-needs-podman',
      site.file,
      specPlace(site, 'nodes'),
      'Docker cannot run a container in a network namespace that no container owns.',
      'choose --target podman, or --network macvlan.',
    ),
  ];
}

/** Docker names the interfaces of a container itself; Podman takes a name. */
function checkInterfaces(site: Site, node: SiteNode, { network, engine }: PodOptions): readonly Problem[] {
  if (engine === 'podman') return [];
  if (network !== 'macvlan' && network !== 'ipvlan') return [];
  return node.interfaces.flatMap(({ name }, index) => {
    const wanted = `eth${index}`;
    if (name === wanted) return [];
    return [
      problem(
        'pods/interface-name',
        site.file,
        specPlace(site, `nodes/${node.name}/interface`),
        `Inside a container with --network ${network} interface ${index + 1} of node ${node.name} is called ${wanted}, not ${name}.`,
        `write "interface: ${wanted}" in the spec and name the host's with --parent ${wanted}=${name}; or choose --network host.`,
      ),
    ];
  });
}

function checkMembers(site: Site, { style, network }: PodOptions): readonly Problem[] {
  if (style !== 'members') return [];
  const found: Problem[] = [];
  if (network === 'host') {
    found.push(
      problem(
        'pods/members-on-host-network',
        site.file,
        specPlace(site, 'nodes'),
        'The style "members" is about a container that holds a network for the others; the network of the host needs none.',
        'choose --style one with --network host, or --network macvlan.',
      ),
    );
  }
  if (secretsOf({ ...site, notify: [] }).length > 0) {
    found.push(
      problem(
        'pods/secret-in-members',
        site.file,
        specPlace(site, 'stats'),
        'In the style "members" no daemon runs that fills secrets in when it writes the files of the engines.',
        'choose --style one, or take the secrets out of the spec.',
      ),
    );
  }
  const unchecked = site.pools.filter(({ engine, check }) => engine === 'nginx' && check !== undefined);
  if (unchecked.length > 0) {
    const names = unchecked.map(({ name }) => name);
    found.push(
      problem(
        'pods/checks-in-members',
        site.file,
        specPlace(site, `pools/${names[0]}/check`),
        `nginx checks no servers by itself, and in the style "members" no daemon does it: of ${names.join(', ')} only traffic tells which servers are down.`,
        'choose --style one; or engine: haproxy, which checks by itself but takes no UDP; or live with it.',
        'warning',
      ),
    );
  }
  return found;
}
