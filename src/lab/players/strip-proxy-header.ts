import type { Socket } from 'node:net';

const V2 = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
const V1 = Buffer.from('PROXY ');
const LONGEST_V1 = 107;

/**
 * Gives the socket on without the PROXY protocol header that a balancer may have sent first (version 1 or 2; the
 * HAProxy project's proxy-protocol.txt). What begins otherwise is untouched. Nothing is given on for a socket that
 * ends or breaks before it said what it is.
 */
export function stripProxyHeader(socket: Socket, giveOn: (socket: Socket) => void): void {
  let seen = Buffer.alloc(0);
  const quit = () => socket.destroy();
  const read = () => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read())
      seen = Buffer.concat([seen, chunk]);
    const length = headerLength(seen);
    if (length === 'more') return;
    socket.off('readable', read).off('error', quit).off('end', quit);
    if (seen.length > length) socket.unshift(seen.subarray(length));
    giveOn(socket);
  };
  socket.on('readable', read).on('error', quit).on('end', quit);
}

/** Bytes of the header at the beginning; 0 = there is none; `more` = not enough was seen to tell. */
export function headerLength(bytes: Buffer): number | 'more' {
  if (bytes.length === 0) return 'more';
  if (startsLike(bytes, V2)) {
    return bytes.length < 16 ? 'more' : whole(bytes, 16 + bytes.readUInt16BE(14));
  }
  if (!startsLike(bytes, V1)) return 0;
  const end = bytes.indexOf('\r\n');
  if (end >= 0) return end + 2;
  return bytes.length > LONGEST_V1 ? 0 : 'more';
}

function whole(bytes: Buffer, length: number): number | 'more' {
  return bytes.length < length ? 'more' : length;
}

/** As far as either of them goes. */
function startsLike(bytes: Buffer, signature: Buffer): boolean {
  const length = Math.min(bytes.length, signature.length);
  return bytes.subarray(0, length).equals(signature.subarray(0, length));
}
