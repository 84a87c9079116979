import { LENGTH_BYTES, LONGEST_PAYLOAD } from './frame.ts';
import { isRefusal, type Refusal } from './refusal.ts';

/** Cuts a stream of bytes into frames' payloads, however it arrives in pieces. One reader a direction of a connection. */
export class FrameReader {
  #pieces: Buffer[] = [];
  #held = 0;
  #refusal: Refusal | undefined;

  /**
   * @returns the payloads that are complete now; a refusal once a length is more than 64 KiB, and ever after: the
   * connection is to be closed. Payloads before it in the same piece are lost, as in a manager that closes.
   */
  push(piece: Buffer): readonly Buffer[] | Refusal {
    if (this.#refusal !== undefined) return this.#refusal;
    this.#pieces.push(piece);
    this.#held += piece.length;
    const cut = this.#held < this.#wanted() ? [] : this.#cut();
    if (isRefusal(cut)) {
      this.#refusal = cut;
      this.#pieces = [];
    }
    return cut;
  }

  /** Bytes of a frame that is not complete yet. */
  get held(): number {
    return this.#held;
  }

  #wanted(): number {
    const first = this.#pieces[0];
    if (first === undefined || first.length < LENGTH_BYTES) return LENGTH_BYTES;
    const length = first.readUInt32LE(0);
    return length > LONGEST_PAYLOAD ? LENGTH_BYTES : LENGTH_BYTES + length;
  }

  #cut(): readonly Buffer[] | Refusal {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    const payloads: Buffer[] = [];
    let at = 0;
    while (bytes.length - at >= LENGTH_BYTES) {
      const length = bytes.readUInt32LE(at);
      if (length > LONGEST_PAYLOAD) return { refused: `a frame of ${length} bytes is too long` };
      if (bytes.length - at - LENGTH_BYTES < length) break;
      payloads.push(bytes.subarray(at + LENGTH_BYTES, at + LENGTH_BYTES + length));
      at += LENGTH_BYTES + length;
    }
    this.#held = bytes.length - at;
    // A copy: what is left must not keep a whole piece of the network's memory.
    this.#pieces = this.#held === 0 ? [] : [Buffer.from(bytes.subarray(at))];
    return payloads;
  }
}
