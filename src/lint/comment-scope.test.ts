import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scopeOf } from './comment-scope.ts';
import type { FileKind } from './lint-file.ts';

function lastLine(kind: FileKind, text: string, line: number): number {
  const { from, to } = scopeOf(kind, text.split('\n'), line);
  assert.equal(from, line);
  return to;
}

describe('scopeOf', () => {
  it('is a section of haproxy.cfg for its head, one line for others', () => {
    const text = 'global\n  daemon\n\nfrontend web\n  bind :80\nbackend b\n  server s 1.1.1.1';
    assert.equal(lastLine('haproxy', text, 1), 3);
    assert.equal(lastLine('haproxy', text, 2), 2);
    assert.equal(lastLine('haproxy', text, 4), 5);
    assert.equal(lastLine('haproxy', text, 6), 7);
  });

  it('is a block in braces for the line that opens it', () => {
    const text = 'a {\n  b {\n    c d\n  }\n  e "{" # }\n}\nf {\n}';
    assert.equal(lastLine('keepalived', text, 1), 6);
    assert.equal(lastLine('keepalived', text, 2), 4);
    assert.equal(lastLine('keepalived', text, 3), 3);
    assert.equal(lastLine('keepalived', text, 5), 5);
    assert.equal(lastLine('nginx', text, 7), 8);
  });

  it('knows a brace on the next line, one that closes at once, and one that never closes', () => {
    assert.equal(lastLine('nginx', 'server\n{\n  listen 80;\n}\nx;', 1), 4);
    assert.equal(lastLine('nginx', 'events {}\nx;\ny;', 1), 1);
    assert.equal(lastLine('corosync', 'totem {\n version: 2\n', 1), 3);
    assert.equal(lastLine('nginx', 'x;\n}\ny;', 1), 1);
  });

  it('is an element of ossec.conf for the line that opens it alone', () => {
    const text = '<a>\n  <b>\n    <c>1</c>\n  </b>\n</a>\n<d>';
    assert.equal(lastLine('ossec', text, 1), 5);
    assert.equal(lastLine('ossec', text, 2), 4);
    assert.equal(lastLine('ossec', text, 3), 3);
    assert.equal(lastLine('ossec', text, 6), 6);
  });

  it('is what is nested below in YAML', () => {
    const text = 'services:\n  a:\n    image: x\n\n    ports: []\n  b:\n    image: y\nvolumes: {}';
    assert.equal(lastLine('compose', text, 1), 7);
    assert.equal(lastLine('compose', text, 2), 5);
    assert.equal(lastLine('compose', text, 3), 4);
    assert.equal(lastLine('patroni', text, 6), 7);
  });

  it('is a section of a unit', () => {
    const text = '[Unit]\nAfter=x\n[Service]\nRestart=no';
    assert.equal(lastLine('systemd', text, 1), 2);
    assert.equal(lastLine('systemd', text, 3), 4);
    assert.equal(lastLine('systemd', text, 4), 4);
  });

  it('is a line where the language has no blocks', () => {
    assert.equal(lastLine('sysctl', 'global\na = {\nb', 1), 1);
  });
});
