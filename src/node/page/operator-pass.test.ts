import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { KEY_HEADER, OperatorPass } from './operator-pass.ts';

const asking = (cookie?: string, key?: string) =>
  ({ headers: { cookie, [KEY_HEADER]: key } }) as unknown as IncomingMessage;

describe('the operator’s pass', () => {
  it('is given once for the token, and to nobody for another one', () => {
    const pass = new OperatorPass();
    assert.equal(pass.redeem('guessed'), undefined);
    assert.notEqual(pass.redeem(pass.token), undefined);
    assert.equal(pass.redeem(pass.token), undefined);
  });

  it('is held by whoever shows the cookie and the key, not by one of them', () => {
    const pass = new OperatorPass();
    const { cookie = '', location = '' } = pass.redeem(pass.token) ?? {};
    assert.match(cookie, /; HttpOnly; SameSite=Strict$/);
    const [own = ''] = cookie.split(';');
    const key = location.replace('/#key=', '');
    assert.equal(pass.isHeldBy(asking(`other=1; ${own}`, key)), true);
    assert.equal(pass.isHeldBy(asking(own)), false);
    assert.equal(pass.isHeldBy(asking(undefined, key)), false);
    assert.equal(pass.isHeldBy(asking(own, 'guessed')), false);
    assert.equal(new OperatorPass().isHeldBy(asking(own, key)), false);
  });
});
