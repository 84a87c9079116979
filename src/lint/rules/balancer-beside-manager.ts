import type { Rule } from '../../base/rule.ts';
import { spanOf } from '../../engines/haproxy/meaning/span-of.ts';
import { proxyTitle } from '../../engines/haproxy/rules/proxies-in-force.ts';
import { remotesOf } from '../../foreign/ossec/meaning/remotes.ts';
import { bindsOn } from '../agents-balancer.ts';
import type { LintSite } from '../lint-site.ts';

/** The place of the file on a manager: only there it is of the same host for certain. */
const INSTALLED = /(?:^|\/)ossec\/etc\/ossec\.conf$/;

/** HAProxy and a Wazuh manager on one host want the same port. */
export const balancerBesideManager: Rule<LintSite> = {
  code: 'system/balancer-beside-manager',
  severity: 'error',
  title: "HAProxy and manager share the agents' port",
  why: "The manager listens on every address of its host. HAProxy on the same host does not get the port on any of them, a VIP's neither: whichever of the two starts second fails, after a reboot perhaps the other one.",
  source:
    'bind(2), EADDRINUSE; measured: HAProxy beside a listener on 0.0.0.0 ends with "Address already in use"',
  find: (site) =>
    site.nodes.flatMap((node) =>
      node.ossec
        .filter(({ path }) => INSTALLED.test(path))
        .flatMap((source) =>
          remotesOf(source)
            .filter(({ connection, protocols }) => connection === 'secure' && protocols.includes('tcp'))
            .filter(({ element }) => !element.children.some(({ name }) => name === 'local_ip'))
            .flatMap(({ port, element }) =>
              bindsOn(site, port)
                .filter((one) => one.node === node)
                .map(({ proxy, bind: { statement } }) => ({
                  at: spanOf(statement),
                  message: `${proxyTitle(proxy)} of ${node.name} listens on ${port}, and so does the manager on the same host (${source.path}:${element.at.line}): the second one to start fails.`,
                  remedy:
                    'move HAProxy to hosts of its own, or give the manager another port or an address of its own (<local_ip>).',
                })),
            ),
        ),
    ),
};
