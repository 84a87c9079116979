import { LineCounter } from 'yaml';

/** The lines of a text; a counter that the parser fills stops where the text stops being YAML. */
export function yamlLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1))
    lines.addNewLine(index + 1);
  return lines;
}
