import { computed } from '@preact/signals';
import { Card, Moment, Same } from '../parts/small.tsx';
import { filterEvents, foldEvents, GROUPS, keyOf, toneOf } from '../see/events.ts';
import { events, site } from '../state/link.ts';
import { route, setParam } from '../state/route.ts';

const MOST_LINES = 200;
/** Once for each event that is told, not for each look at the site. */
const folded = computed(() => foldEvents(events.value));

/** What happened, told by all nodes, as one. */
export function TimelinePage() {
  const { text = '', node = '', group = '', at = '' } = route.value.params;
  const told = filterEvents(folded.value, {
    text,
    node,
    group: group as keyof typeof GROUPS | '',
  });
  const shown = told.slice(-MOST_LINES).toReversed();
  return (
    <Card title="What happened" more={<Same cli="events" whole="/page/events" />}>
      <div class="filter">
        <label>
          Find{' '}
          <input
            type="search"
            value={text}
            placeholder="words"
            onInput={({ currentTarget }) => setParam('text', currentTarget.value)}
          />
        </label>
        <label>
          Of{' '}
          <select value={group} onChange={({ currentTarget }) => setParam('group', currentTarget.value)}>
            <option value="">everything</option>
            {Object.keys(GROUPS).map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          By{' '}
          <select value={node} onChange={({ currentTarget }) => setParam('node', currentTarget.value)}>
            <option value="">all nodes</option>
            {Object.keys(site.value?.words ?? {}).map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <span class="dim">
          {told.length} of what is in the page; older ones: holdfast events --limit 1000
        </span>
      </div>
      <ol class="timeline" aria-label="events, the newest first">
        {shown.map(({ event, by }) => (
          <li
            key={keyOf(event)}
            class={`event ${toneOf(event.kind)} ${event.at === at ? 'marked' : ''} ${MARKS.test(event.kind) ? 'mark' : ''}`}
          >
            <Moment at={event.at} />
            <span class="by">{by.join(' ')}</span>
            <code>{event.kind}</code>
            <span class="text">{event.text}</span>
          </li>
        ))}
        {shown.length === 0 && <li class="dim">Nothing of that sort.</li>}
      </ol>
    </Card>
  );
}

/** What people look for between the rest. */
const MARKS = /^(vip-moved|vip-two-holders|vip-no-holder|apply-kept|apply-undone|apply-applying|switchover)$/;
