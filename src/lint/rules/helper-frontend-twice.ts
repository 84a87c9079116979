import type { Rule } from '../../base/rule.ts';
import { spanOf } from '../../engines/haproxy/meaning/span-of.ts';
import { proxyTitle } from '../../engines/haproxy/rules/proxies-in-force.ts';
import { helperWord, runningHelper } from '../../foreign/ossec/meaning/helper.ts';
import { remotesOf } from '../../foreign/ossec/meaning/remotes.ts';
import { bindsOn } from '../agents-balancer.ts';
import type { LintSite } from '../lint-site.ts';

/** Wazuh's HAProxy helper makes its own frontend beside one that is there. */
export const helperFrontendTwice: Rule<LintSite> = {
  code: 'system/helper-frontend-twice',
  severity: 'error',
  title: "Two frontends listen on the agents' port",
  why: 'The helper makes a frontend of its own on the port and only warns about the other one. The kernel deals new agents out between the two at random, and the helper sees, counts and moves those of its own alone.',
  source:
    'Wazuh documentation, HAProxy helper ("ensure there\'s no frontend with port 1514"); measured: two binds of one port share its connections',
  find: (site) =>
    site.nodes.flatMap(({ ossec }) =>
      ossec.flatMap((source) => {
        const helper = runningHelper(source);
        if (helper === undefined) return [];
        const own = `${helperWord(helper, 'haproxy_backend') ?? 'wazuh_reporting'}_front`;
        const port = remotesOf(source)[0]?.port ?? 1514;
        return bindsOn(site, port)
          .filter(({ proxy }) => proxy.name !== own)
          .map(({ proxy, bind: { statement } }) => ({
            at: spanOf(statement),
            message: `${proxyTitle(proxy)} listens on ${port}, and the HAProxy helper (${source.path}:${helper.element.at.line}) makes ${own} on the same port: agents are dealt to either at random.`,
            remedy: `remove this one, or call it ${own} and its backend as the helper does.`,
          }));
      }),
    ),
};
