import type { LintContext } from '../../src/engines/lint-context.ts';
import type { LintSite } from '../../src/lint/lint-site.ts';
import { lintSiteOf } from './lint-subjects.ts';

/** What a test changes of a keepalived.conf that has nothing wrong. */
export interface KeepalivedLines {
  readonly globals?: string;
  readonly state?: string;
  readonly routerId?: number;
  readonly priority?: number;
  readonly advert?: string;
  /** One a line. */
  readonly vips?: readonly string[];
  /** undefined = the other node's address; '' = multicast. */
  readonly peers?: readonly string[];
  readonly source?: string;
  /** Lines of `vrrp_script chk`; undefined = a usual one. */
  readonly script?: string;
  /** The track block, with its keyword. */
  readonly track?: string;
  /** More lines of the instance, at its end. */
  readonly extra?: string;
  /** More blocks behind the instance. */
  readonly blocks?: string;
}

/** keepalived.conf of node 1 (10.0.0.11, priority 100) or 2 (10.0.0.12, priority 90) with the VIP 10.0.0.100/24. */
export function keepalivedText(node: 1 | 2, said: KeepalivedLines = {}): string {
  const {
    globals = '',
    state = 'BACKUP',
    routerId = 51,
    priority = node === 1 ? 100 : 90,
    advert = '1',
    vips = ['10.0.0.100/24'],
    peers = [node === 1 ? '10.0.0.12' : '10.0.0.11'],
    source = `10.0.0.${10 + node}`,
    script = 'script "/usr/bin/true"; interval 1',
    track = 'track_script {\n    chk\n  }',
    extra = '',
    blocks = '',
  } = said;
  const unicast =
    peers.length === 0
      ? ''
      : `  unicast_src_ip ${source}\n  unicast_peer {\n    ${peers.join('\n    ')}\n  }\n`;
  return `global_defs {
  router_id lb${node}
  ${globals}
}
vrrp_script chk {
  ${script.replaceAll('; ', '\n  ')}
}
vrrp_instance edge {
  state ${state}
  interface eth0
  virtual_router_id ${routerId}
  priority ${priority}
  advert_int ${advert}
${unicast}  virtual_ipaddress {
    ${vips.join('\n    ')}
  }
  ${track}
  ${extra}
}
${blocks}
`;
}

type Files = Readonly<Record<string, string>>;

/** Two nodes, lb1 and lb2, with these files beside their keepalived.conf. */
export function pairSite(
  first: KeepalivedLines,
  second: KeepalivedLines,
  more: { readonly lb1?: Files; readonly lb2?: Files; readonly context?: Partial<LintContext> } = {},
): LintSite {
  return lintSiteOf(
    {
      lb1: { 'keepalived.conf': keepalivedText(1, first), ...more.lb1 },
      lb2: { 'keepalived.conf': keepalivedText(2, second), ...more.lb2 },
    },
    more.context,
  );
}
