import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { it } from 'node:test';
import { operatorName } from './operator-name.ts';

it('is who used sudo, else the user of the process, and steers no terminal', () => {
  assert.equal(operatorName({ SUDO_USER: 'anna' }), 'anna');
  assert.equal(operatorName({}), userInfo().username);
  assert.equal(operatorName({ SUDO_USER: 'DOM\\an\u001b[2Jna' }), 'DOM\\an2Jna');
});
