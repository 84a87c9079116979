import { type Problem, problem } from '../../../base/problem.ts';
import type { Span } from '../../../base/text-range.ts';
import { TextPlaces } from '../../text-places.ts';
import { type OssecToken, ossecTokens } from './ossec-tokens.ts';
import type { OssecAttribute, OssecElement, OssecSource } from './source.ts';

interface Open extends OssecElement {
  text: string;
  textAt: Span;
  readonly children: Open[];
  /** As it is written. */
  readonly written: string;
  /** Offset of the opening tag. */
  readonly start: number;
  /** Offsets of its text that is no blank; -1 = there is none yet. */
  textStart: number;
  textEnd: number;
}

/**
 * Reads a file as Wazuh does, where its parsers in C and in Python agree: several elements at the top, `--` in comments,
 * `&` and `<` in values. What they would not take is a problem, and reading goes on.
 */
export function parseOssec(text: string, path: string): { ossec: OssecSource; problems: readonly Problem[] } {
  const places = new TextPlaces(text, path);
  const problems: Problem[] = [];
  const elements: Open[] = [];
  const all: Open[] = [];
  const open: Open[] = [];
  const complain = (at: Span, message: string, remedy: string) =>
    problems.push(problem('ossec/unreadable-markup', path, at, message, remedy));

  for (const token of ossecTokens(text)) {
    const inner = open.at(-1);
    if (token.kind === 'text') {
      if (inner !== undefined) addText(inner, text.slice(token.start, token.end), token.start);
    } else if (token.kind === 'open') {
      const element = openedBy(token, places.span(token.start, token.end));
      (inner?.children ?? elements).push(element);
      all.push(element);
      if (!token.isEmpty) open.push(element);
    } else if (token.kind === 'close') close(token);
    else if (!token.isClosed) {
      complain(
        places.span(token.start, token.start + 2),
        'This comment is never closed: the rest of the file is a part of it, and Wazuh does not start.',
        'end it with `-->`.',
      );
    }
  }
  endWithout(0);
  for (const element of all) {
    if (element.textStart >= 0) element.textAt = places.span(element.textStart, element.textEnd);
  }
  problems.sort((left, right) => left.line - right.line || left.column - right.column);
  return { ossec: { path, elements }, problems };

  function close({ name, start, end }: OssecToken & { kind: 'close' }): void {
    const index = open.findLastIndex(({ written }) => written === name);
    if (index < 0) {
      complain(
        places.span(start, end),
        `</${name}> closes nothing: Wazuh refuses the whole file.`,
        'remove it, or open the element in front of it.',
      );
      return;
    }
    endWithout(index + 1);
    open.pop();
  }

  /** Ends the open elements from an index on, the inner ones first. */
  function endWithout(index: number): void {
    while (open.length > index) {
      const element = open.pop();
      const parent = open.at(-1);
      if (element === undefined) return;
      if (parent !== undefined && isPlaceholder(element)) {
        parent.children.splice(parent.children.indexOf(element), 1);
        addText(parent, `<${element.written}>`, element.start);
        addText(parent, element.text, element.textStart);
      } else {
        complain(
          element.at,
          `<${element.written}> is never closed: Wazuh refuses the whole file.`,
          `write </${element.written}> where it ends.`,
        );
      }
    }
  }
}

/** `<ADDRESS_OF_THE_MASTER>` in a value is what a document leaves to its reader: text, no element. */
function isPlaceholder({ written, children, attributes }: Open): boolean {
  return /^[A-Z][A-Z0-9_-]*$/.test(written) && children.length === 0 && attributes.length === 0;
}

function openedBy({ name, attributes, start }: OssecToken & { kind: 'open' }, at: Span): Open {
  return {
    name: name.toLowerCase(),
    written: name,
    attributes: attributesIn(attributes),
    text: '',
    textAt: at,
    at,
    children: [],
    start,
    textStart: -1,
    textEnd: -1,
  };
}

function attributesIn(text: string): OssecAttribute[] {
  return [...text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, name = '', double, single = '']) => ({ name, value: undoEntities(double ?? single) }),
  );
}

function addText(element: Open, text: string, offset: number): void {
  element.text += undoEntities(text);
  const trimmed = text.trim();
  if (trimmed === '') return;
  const start = offset + text.indexOf(trimmed);
  if (element.textStart < 0) element.textStart = start;
  element.textEnd = start + trimmed.length;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function undoEntities(text: string): string {
  return text.replaceAll(/&(lt|gt|amp|quot|apos);/g, (all, name: string) => ENTITIES[name] ?? all);
}
