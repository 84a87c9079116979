import { bannersOf } from '../see/banners.ts';
import { spanWords } from '../see/time-words.ts';
import { beats, drill, heardAtMs, link, nowMs, site, tickMs } from '../state/link.ts';

/** What everybody who looks must know first. */
export function Banners() {
  const known = site.value;
  const age = spanWords(tickMs.value - heardAtMs.value);
  return (
    <div class="banners">
      <div role="alert">
        {link.value === 'lost' && (
          <p class="banner bad lost">
            <b>CONNECTION LOST</b> Nothing was heard for {age}. What stands below is as old as that; it is
            tried again all the time.
          </p>
        )}
      </div>
      {known !== undefined &&
        bannersOf(known, drill.value, nowMs.value, beats.value).map(({ tone, text, to }) => (
          <p key={text.slice(0, 30)} class={`banner ${tone}`}>
            <a href={`#/${to}`}>{text}</a>
          </p>
        ))}
    </div>
  );
}
