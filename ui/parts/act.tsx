import { useEffect, useRef, useState } from 'preact/hooks';
import { endWords, NO_FIELDS, readFields, SPANS, wordsOf } from '../see/act-fields.ts';
import { type Action, act, asked } from '../state/act.ts';
import { Refusal } from '../state/ask.ts';
import { about, nowMs } from '../state/link.ts';
import { Copyable } from './small.tsx';

export function ActButton({
  action,
  label,
  disabled,
}: {
  readonly action: () => Action;
  readonly label: string;
  readonly disabled?: boolean;
}) {
  return (
    <button type="button" disabled={disabled === true} onClick={() => act(action())}>
      {label}
    </button>
  );
}

export function ActDialog() {
  const box = useRef<HTMLDialogElement>(null);
  const [fields, setFields] = useState(NO_FIELDS);
  const now = asked.value;
  const isOpen = now !== undefined;
  useEffect(() => {
    if (isOpen && box.current?.open === false) {
      setFields(NO_FIELDS);
      box.current.showModal();
    }
    if (!isOpen) box.current?.close();
  }, [isOpen]);
  const close = () => {
    if (asked.value?.state !== 'running') asked.value = undefined;
  };
  const mayChange = about.value?.mayChange === true;
  const words = about.value?.siteWords ?? '';
  const run = async () => {
    if (now === undefined) return;
    asked.value = { ...now, state: 'running' };
    try {
      asked.value = { ...now, state: 'done', says: await now.run(fields) };
    } catch (error) {
      const says =
        error instanceof Refusal
          ? `${error.message} ${error.remedy} ${error.evidence}`
          : `Nobody answered: ${String(error)}. Whether it was done is not known.`;
      asked.value = { ...now, state: 'failed', says };
    }
  };
  const has = (field: 'reason' | 'for' | 'weight') =>
    now?.state === 'asked' && mayChange && (now.fields ?? []).includes(field);
  return (
    <dialog ref={box} onClose={close} aria-labelledby="act-title">
      {now !== undefined && (
        <form
          method="dialog"
          onInput={({ currentTarget }) => setFields(readFields(new FormData(currentTarget)))}
          onSubmit={(event) => {
            event.preventDefault();
            if (now.state === 'asked' && mayChange) void run();
            else close();
          }}
        >
          <h2 id="act-title">{now.title}</h2>
          <p>{now.effect}</p>
          <Copyable text={`holdfast ${now.cli}${wordsOf(now.fields ?? [], fields)}${words}`} />
          {has('weight') && (
            <label>
              Weight, 0 to 256; empty = as the spec says{' '}
              <input name="weight" type="number" min={0} max={256} step={1} />
            </label>
          )}
          {has('reason') && (
            <label>
              Why{' '}
              <input name="reason" type="text" maxLength={200} placeholder="shown to everybody who looks" />
            </label>
          )}
          {has('for') && (
            <label>
              For how long{' '}
              <select name="for">
                {SPANS.map(([label], index) => (
                  <option key={label} value={index}>
                    {label}
                  </option>
                ))}
              </select>{' '}
              <span class="dim">{endWords(fields, nowMs.value)}</span>
            </label>
          )}
          <p role="status" class={`outcome ${now.state}`}>
            {now.state === 'running' ? 'It is being done…' : now.says}
            {now.state === 'asked' &&
              !mayChange &&
              'This page may look, and change nothing. Run the command, or open the page with: holdfast ui --operator'}
          </p>
          <footer>
            {now.state === 'asked' && mayChange && (
              <button type="submit" class="primary">
                Do it
              </button>
            )}
            <button type="button" onClick={close} disabled={now.state === 'running'}>
              {now.state === 'asked' && mayChange ? 'Leave it' : 'Close'}
            </button>
          </footer>
        </form>
      )}
    </dialog>
  );
}
