import type { Span } from '../../../base/text-range.ts';

/** An ossec.conf or agent.conf of Wazuh: elements in elements, several of them at the top. */
export interface OssecSource {
  /** As the user named it. */
  readonly path: string;
  readonly elements: readonly OssecElement[];
}

export interface OssecElement {
  /** In lower case: Wazuh does not tell upper from lower case here. */
  readonly name: string;
  /** In the order of the file. */
  readonly attributes: readonly OssecAttribute[];
  /** What stands in it beside comments and children, blanks included, entities undone. */
  readonly text: string;
  /** From the first to the last character of the text that is no blank; the opening tag when there is none. */
  readonly textAt: Span;
  /** Its opening tag. */
  readonly at: Span;
  readonly children: readonly OssecElement[];
}

export interface OssecAttribute {
  readonly name: string;
  readonly value: string;
}
