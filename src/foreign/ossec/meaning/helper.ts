import type { OssecElement, OssecSource } from '../grammar/source.ts';
import type { HelperNumberName, HelperWordName } from './helper-options.ts';
import { type ReadNumber, readNumber } from './read-number.ts';
import { optionOf, sectionsOf, wordOf } from './sections.ts';

/** `<haproxy_helper>` of the cluster section in force. */
export interface Helper {
  readonly cluster: OssecElement;
  readonly element: OssecElement;
}

/** The section in force: of several the last one. */
export function clusterOf(source: OssecSource): OssecElement | undefined {
  return sectionsOf(source, 'cluster').at(-1);
}

/** undefined = there is none; one without any option is none to Wazuh either. */
export function helperOf(source: OssecSource): Helper | undefined {
  const cluster = clusterOf(source);
  const element = cluster === undefined ? undefined : optionOf(cluster, 'haproxy_helper');
  if (cluster === undefined || element === undefined || element.children.length === 0) return undefined;
  return { cluster, element };
}

/** Whether it is switched on: by the word `no` alone, without a blank (Wazuh compares it as it stands). */
export function isOn({ element }: Helper): boolean {
  return optionOf(element, 'haproxy_disabled')?.text === 'no';
}

/** The helper that is switched on and runs: on the master of a cluster that is. */
export function runningHelper(source: OssecSource): Helper | undefined {
  const helper = helperOf(source);
  return helper !== undefined && isOn(helper) && whyIdle(helper.cluster) === undefined ? helper : undefined;
}

/** Why no helper runs in this cluster section; undefined = it does. */
export function whyIdle(cluster: OssecElement): OssecElement | undefined {
  const type = optionOf(cluster, 'node_type');
  if (type !== undefined && /^(?:worker|client)$/.test(type.text.trim())) return type;
  const disabled = optionOf(cluster, 'disabled');
  return disabled?.text.trim() === 'yes' ? disabled : undefined;
}

export function helperNumber({ element }: Helper, name: HelperNumberName): ReadNumber {
  return readNumber(name, optionOf(element, name)?.text);
}

/** Without the blanks around it; undefined = it is not said, or a document's placeholder. */
export function helperWord({ element }: Helper, name: HelperWordName): string | undefined {
  return wordOf(element, name);
}
