/** What is known of an answer so far. `wrong-*` is known as soon as the first bytes are. */
export type AnswerState = 'more' | 'whole' | 'bad-status' | 'bad-echo';

/** Takes the bytes of an answer and says when it is whole. */
export interface AnswerReader {
  readonly state: AnswerState;
  take(bytes: string): AnswerState;
  /** The other side ended: was that all? */
  end(): AnswerState;
}

/** HTTP/1.1 with content-length, chunked, or until the connection ends. Only 200 is right. Text is latin1. */
export function readHttpAnswer(): AnswerReader {
  let text = '';
  let state: AnswerState = 'more';
  let untilEnd = false;
  const look = (): AnswerState => {
    if (text.length >= 12 && !/^HTTP\/1\.[01] 200/.test(text)) return 'bad-status';
    const headEnd = text.indexOf('\r\n\r\n');
    if (headEnd < 0) return 'more';
    const head = text.slice(0, headEnd);
    const body = text.slice(headEnd + 4);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length !== undefined) return body.length >= Number(length) ? 'whole' : 'more';
    if (/\r\ntransfer-encoding: *chunked/i.test(head))
      return /(^|\r\n)0\r\n\r\n$/.test(body) ? 'whole' : 'more';
    untilEnd = true;
    return 'more';
  };
  return {
    get state() {
      return state;
    },
    take(bytes) {
      text += bytes;
      state = look();
      return state;
    },
    end() {
      if (state === 'more' && untilEnd) state = 'whole';
      return state;
    },
  };
}

/** The very line that was sent. */
export function readEcho(line: string): AnswerReader {
  let text = '';
  let state: AnswerState = 'more';
  return {
    get state() {
      return state;
    },
    take(bytes) {
      text += bytes;
      if (!line.startsWith(text.slice(0, line.length))) state = 'bad-echo';
      else state = text.length >= line.length ? 'whole' : 'more';
      return state;
    },
    end: () => state,
  };
}
