import { useEffect, useRef } from 'preact/hooks';
import { type Action, act, asked } from '../state/act.ts';
import { Refusal } from '../state/ask.ts';
import { about } from '../state/link.ts';
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

const SPANS: readonly (readonly [string, number | undefined])[] = [
  ['until it is taken back', undefined],
  ['15 minutes', 900_000],
  ['1 hour', 3_600_000],
  ['2 hours', 7_200_000],
  ['8 hours', 28_800_000],
];

export function ActDialog() {
  const box = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const now = asked.value;
  const isOpen = now !== undefined;
  useEffect(() => {
    if (isOpen && box.current?.open === false) box.current.showModal();
    if (!isOpen) box.current?.close();
  }, [isOpen]);
  const close = () => {
    if (asked.value?.state !== 'running') asked.value = undefined;
  };
  const mayChange = about.value?.mayChange === true;
  const words = about.value?.siteWords ?? '';
  const run = async () => {
    if (now === undefined) return;
    const fields = new FormData(form.current ?? undefined);
    const span = Number(fields.get('for') ?? 0);
    const reason = fields.get('reason');
    asked.value = { ...now, state: 'running' };
    try {
      const forMs = SPANS[span]?.[1];
      const says = await now.run({ reason: typeof reason === 'string' ? reason : '', forMs });
      asked.value = { ...now, state: 'done', says };
    } catch (error) {
      const says =
        error instanceof Refusal
          ? `${error.message} ${error.remedy} ${error.evidence}`
          : `Nobody answered: ${String(error)}. Whether it was done is not known.`;
      asked.value = { ...now, state: 'failed', says };
    }
  };
  return (
    <dialog ref={box} onClose={close} aria-labelledby="act-title">
      {now !== undefined && (
        <form
          ref={form}
          method="dialog"
          onSubmit={(event) => {
            event.preventDefault();
            if (now.state === 'asked' && mayChange) void run();
            else close();
          }}
        >
          <h2 id="act-title">{now.title}</h2>
          <p>{now.effect}</p>
          <Copyable text={`holdfast ${now.cli}${words}`} />
          {now.state === 'asked' && mayChange && (now.fields ?? []).includes('reason') && (
            <label>
              Why{' '}
              <input name="reason" type="text" maxLength={200} placeholder="shown to everybody who looks" />
            </label>
          )}
          {now.state === 'asked' && mayChange && (now.fields ?? []).includes('for') && (
            <label>
              For how long{' '}
              <select name="for">
                {SPANS.map(([label], index) => (
                  <option key={label} value={index}>
                    {label}
                  </option>
                ))}
              </select>
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
