import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Tone } from '../see/headline.ts';
import { clockWords, spanWords } from '../see/time-words.ts';
import { apiOf } from '../state/ask.ts';
import { about, link, nowMs } from '../state/link.ts';

/** A word with its colour: nobody has to tell colours apart. Nothing is green of which nothing is heard now. */
export function Word({
  tone,
  children,
}: {
  readonly tone: Tone | 'plain';
  readonly children: ComponentChildren;
}) {
  const shown = tone === 'good' && link.value !== 'live' ? 'unknown' : tone;
  return <span class={`word ${shown}`}>{children}</span>;
}

/** How old something is; grey when it is too old to count. */
export function Age({
  atMs,
  ageMs = 0,
  old = 5_000,
}: {
  readonly atMs: number | undefined;
  readonly ageMs?: number;
  readonly old?: number;
}) {
  if (atMs === undefined) return <span class="age old">never</span>;
  const age = Math.max(0, nowMs.value - atMs) + ageMs;
  return <span class={age > old ? 'age old' : 'age'}>{spanWords(age)} ago</span>;
}

/** A moment on this browser's clock, in UTC, and how long ago. */
export function Moment({ at }: { readonly at: number | string }) {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  const now = nowMs.value;
  return (
    <time dateTime={new Date(ms).toISOString()} title={new Date(ms).toISOString()}>
      <Clock atMs={ms} nowMs={now} /> <span class="dim">{spanWords(now - ms)} ago</span>
    </time>
  );
}

/** In the browser's time and in UTC; once where they are the same. */
export function Clock({ atMs, nowMs }: { readonly atMs: number; readonly nowMs: number }) {
  const local = clockWords(atMs, nowMs, 'local');
  const utc = clockWords(atMs, nowMs, 'UTC');
  if (local === utc) return <>{utc} UTC</>;
  return (
    <>
      {local} <span class="dim">{utc} UTC</span>
    </>
  );
}

/** The heads of a table's columns. */
export function Heads({ titles }: { readonly titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function Card({
  title,
  more,
  children,
  id,
}: {
  readonly title: string;
  readonly more?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly id?: string;
}) {
  return (
    <section class="card" {...(id === undefined ? {} : { id })}>
      <header>
        <h2>{title}</h2>
        {more}
      </header>
      {children}
    </section>
  );
}

/** The same from a terminal, one click away. `path` is below the API of the node that is asked. */
export function Same({
  cli,
  path,
  whole,
}: {
  readonly cli?: string;
  readonly path?: string;
  readonly whole?: string;
}) {
  const [isOpen, setOpen] = useState(false);
  const words = about.value?.siteWords ?? '';
  const address = whole ?? (path === undefined ? undefined : `${apiOf()}${path}`);
  const lines = [
    ...(cli === undefined ? [] : [`holdfast ${cli}${words}`]),
    ...(address === undefined ? [] : [`curl -s '${location.origin}${address}'`]),
  ];
  return (
    <span class="same">
      <button
        type="button"
        class="quiet"
        aria-expanded={isOpen}
        aria-label="the same from a terminal"
        title="the same from a terminal"
        onClick={() => setOpen(!isOpen)}
      >
        $
      </button>
      {isOpen && (
        <span class="same-box">
          {lines.map((line) => (
            <Copyable key={line} text={line} />
          ))}
        </span>
      )}
    </span>
  );
}

export function Copyable({ text }: { readonly text: string }) {
  const [isDone, setDone] = useState(false);
  const copy = () => void copyText(text).then(() => setDone(true));
  return (
    <span class="copyable">
      <code>{text}</code>
      <button type="button" class="quiet" onClick={copy}>
        {isDone ? 'copied' : 'copy'}
      </button>
    </span>
  );
}

/** Also where the browser gives no clipboard. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}
