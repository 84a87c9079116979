import type { OssecElement, OssecSource } from '../grammar/source.ts';

/**
 * The sections of a name, in order: those of every `<ossec_config>` and `<agent_config>`. Where there is neither, the file
 * is a piece of one, and its sections are at the top.
 */
export function sectionsOf(source: OssecSource, name: string): readonly OssecElement[] {
  const roots = source.elements.filter(
    (root) => root.name === 'ossec_config' || root.name === 'agent_config',
  );
  const sections = roots.length === 0 ? source.elements : roots.flatMap(({ children }) => children);
  return sections.filter((section) => section.name === name);
}

/** The option in force: of several the last one, as Wazuh takes them. */
export function optionOf(section: OssecElement, name: string): OssecElement | undefined {
  return section.children.findLast((child) => child.name === name);
}

/** Without the blanks around it; undefined = it is not said, or a document's placeholder. */
export function wordOf(section: OssecElement, name: string): string | undefined {
  const word = optionOf(section, name)?.text.trim();
  return word === undefined || isPlaceholder(word) ? undefined : word;
}

/** `<HAPROXY_ADDRESS>` or `WAZUH-MASTER-ADDRESS`: what a document leaves to its reader. */
export function isPlaceholder(word: string): boolean {
  return /<[A-Z]/.test(word) || /^[A-Z]{2,}(?:[-_][A-Z]{2,})+$/.test(word.trim());
}
