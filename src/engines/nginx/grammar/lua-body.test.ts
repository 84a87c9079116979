import assert from 'node:assert/strict';
import { test } from 'node:test';
import { luaBodyEnd } from './lua-body.ts';

/** What stands before the closing brace; undefined when there is none. */
function bodyOf(text: string): string | undefined {
  const end = luaBodyEnd(text, 0);
  return end === undefined ? undefined : text.slice(0, end);
}

test('a body ends at the brace that closes it', () => {
  assert.equal(bodyOf('a{b{}c}d} e'), 'a{b{}c}d');
  assert.equal(bodyOf('} }'), '');
  assert.equal(bodyOf('{}'), undefined);
  assert.equal(bodyOf(''), undefined);
  assert.equal(luaBodyEnd('x {a}', 3), 4);
});

test('strings hold braces, escaped quotes and quotes of the other kind', () => {
  assert.equal(bodyOf(`a = "}" }`), `a = "}" `);
  assert.equal(bodyOf(`a = '}"}' }`), `a = '}"}' `);
  assert.equal(bodyOf(String.raw`"\"}" }`), String.raw`"\"}" `);
  assert.equal(bodyOf(String.raw`"\\" } "}`), String.raw`"\\" `);
});

test('a string that nothing closes ends with its line', () => {
  assert.equal(bodyOf('a = "}\n }"'), 'a = "}\n ');
  assert.equal(bodyOf('a = "}'), undefined);
  assert.equal(bodyOf('"\\'), undefined);
});

test('long brackets end with as many equals signs as they began with', () => {
  assert.equal(bodyOf('[[ } ]] }'), '[[ } ]] ');
  assert.equal(bodyOf('[==[ } ]] } ]=] } ]==]}'), '[==[ } ]] } ]=] } ]==]');
  assert.equal(bodyOf('[[]]}'), '[[]]');
  assert.equal(bodyOf('[[ }'), undefined);
});

test('an index is no long bracket', () => {
  assert.equal(bodyOf('t[1] }'), 't[1] ');
  assert.equal(bodyOf('t[=}'), 't[=');
  assert.equal(bodyOf('t["}"]}'), 't["}"]');
});

test('comments go to the end of the line, long ones to their bracket', () => {
  assert.equal(bodyOf('-- }\n }'), '-- }\n ');
  assert.equal(bodyOf('--[[ }\n } ]] }'), '--[[ }\n } ]] ');
  assert.equal(bodyOf('--[ }\n }'), '--[ }\n ');
  assert.equal(bodyOf('--x[[ }\n }'), '--x[[ }\n ');
  assert.equal(bodyOf('-- }'), undefined);
  assert.equal(bodyOf('a - b }'), 'a - b ');
  assert.equal(bodyOf('--\n}'), '--\n');
});
