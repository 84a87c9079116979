import type { Box, Drawing, Edge } from './drawing.ts';
import { type Tree, tree } from './tree.ts';

/** The drawing of a site. @param linkOf where a box leads: `#/vips`; undefined = nowhere */
export function pictureTopology(
  { width, height, boxes, edges, words }: Drawing,
  linkOf: (view: string) => string | undefined,
): Tree {
  const viewBox = `0 0 ${width} ${height}`;
  return tree('svg', { class: 'topology', viewBox, role: 'group', 'aria-label': words }, [
    tree('title', {}, [words]),
    ...edges.map(edgeLine),
    ...boxes.map((box) => boxShape(box, linkOf(box.to))),
  ]);
}

function edgeLine({ id, from, to, look, label, isAtStart = false }: Edge): Tree {
  const at = isAtStart ? { x: from.x + 9, y: from.y - 7 } : { x: to.x - 9, y: to.y - 7 };
  const anchor = isAtStart ? 'start' : 'end';
  const bend = (to.x - from.x) / 2;
  const d = `M${from.x},${from.y} C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`;
  return {
    tag: 'g',
    key: id,
    attributes: { class: `edge ${look}` },
    inner: [
      tree('path', { d }),
      ...(look === 'live' ? [tree('path', { class: 'flow', d })] : []),
      ...(label === '' ? [] : [tree('text', { ...at, 'text-anchor': anchor }, [label])]),
    ],
  };
}

function boxShape({ id, kind, x, y, width, height, title, lines, look }: Box, link?: string): Tree {
  const name = [title, ...lines.map(({ text }) => text)].join(', ');
  const titleY = y + (lines.length === 0 ? height / 2 + 5 : 20);
  return {
    tag: link === undefined ? 'g' : 'a',
    key: id,
    attributes: { ...(link === undefined ? {} : { href: link }), class: `box ${kind} ${look}` },
    inner: [
      tree('title', {}, [name]),
      tree('rect', { x, y, width, height, rx: 7 }),
      tree('text', { class: 'title', x: x + 11, y: titleY }, [fit(title, (width - 20) / 7.6)]),
      ...lines.map(({ text, look: own }, index) =>
        tree('text', { class: `small ${own}`, x: x + 11, y: y + 37 + index * 16 }, [
          fit(text, (width - 20) / 6.6),
        ]),
      ),
    ],
  };
}

/** What is longer than its box is cut; the whole stands in its title. */
function fit(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.floor(most) - 1)}…`;
}
