import assert from 'node:assert/strict';
import { importFiles } from '../../src/import/import-files.ts';
import type { Imported } from '../../src/import/import-site.ts';
import { readSite } from '../../src/site/read-site.ts';
import type { Site } from '../../src/site/site.ts';

/** Of both nodes, so that nothing but the cluster is asked of the files. */
const ADDRESSES = new Map([
  ['lb1', '10.0.0.11/24'],
  ['lb2', '10.0.0.12/24'],
]);
/** What a helper has no default for. */
export const REQUIRED = {
  haproxy_disabled: 'no',
  haproxy_address: '10.0.0.100',
  haproxy_user: 'TheUserOfTheApi',
  haproxy_password: 'ThePasswordOfTheApi',
};

/** The import of an ossec.conf, and of a haproxy.cfg beside it. */
export function importOssec(ossec: string, haproxy?: string): Imported {
  const file = (path: string, text: string) => ({ path, text, node: undefined });
  const files = [file('ossec.conf', ossec), ...(haproxy === undefined ? [] : [file('haproxy.cfg', haproxy)])];
  return importFiles(files, { name: 'wazuh', addresses: ADDRESSES });
}

/** The text of a master's ossec.conf with these options of its helper. */
export function ossecOf(options: Readonly<Record<string, string>>, before = '', more = ''): string {
  const lines = Object.entries(options).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<ossec_config>${before}<cluster><node_name>master</node_name><key>TheKeyOfTheCluster</key><nodes><node>10.0.0.21</node></nodes>${more}<haproxy_helper>${lines.join('\n')}</haproxy_helper></cluster></ossec_config>`;
}

/** Of a spec that must be valid. */
export function siteOf({ text }: Imported): Site {
  const { site, problems } = readSite(Buffer.from(text), 'holdfast.yaml');
  assert.ok(site !== undefined, problems.map(({ message }) => message).join('\n'));
  return site;
}
