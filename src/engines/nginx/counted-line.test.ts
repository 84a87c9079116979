import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCountedLine } from './counted-line.ts';

describe('readCountedLine', () => {
  it('counts a request for the server that answered', () => {
    assert.deepEqual(readCountedLine('h|Web|10.0.0.1:80|200|0.004'), {
      pool: 'web',
      tries: [{ address: '10.0.0.1:80', ended: 'ok' }],
    });
  });

  it('counts a failure for each server that did not answer before another one did', () => {
    assert.deepEqual(readCountedLine('h|web|10.0.0.1:80, [fd77::2]:80|502, 200|-, 0.001')?.tries, [
      { address: '10.0.0.1:80', ended: 'failed' },
      { address: '[fd77::2]:80', ended: 'ok' },
    ]);
  });

  it("tells a server's own 5xx from no answer at all", () => {
    assert.equal(readCountedLine('h|web|10.0.0.1:80|502|0.001')?.tries[0]?.ended, 'error');
    assert.equal(readCountedLine('h|web|10.0.0.1:80|504|-')?.tries[0]?.ended, 'failed');
  });

  it('blames no server for a client that gave up', () => {
    assert.equal(readCountedLine('h|web|10.0.0.1:80|-|-')?.tries[0]?.ended, 'ok');
    assert.equal(readCountedLine('h|web|10.0.0.1:80|499|-')?.tries[0]?.ended, 'ok');
  });

  it('counts a session at its end, and a failure where no connection stood', () => {
    assert.deepEqual(readCountedLine('s|logs|10.0.0.1:514, 10.0.0.2:514|200|-, 0.000')?.tries, [
      { address: '10.0.0.1:514', ended: 'failed' },
      { address: '10.0.0.2:514', ended: 'ok' },
    ]);
    assert.equal(readCountedLine('s|logs|10.0.0.1:514|502|-')?.tries[0]?.ended, 'failed');
  });

  it('reads nothing out of what is cut off or of somebody else', () => {
    for (const line of [
      '',
      'h|web|10.0.0.1',
      '0.0.1:80|200|0.1',
      'h||a|200|0',
      'x|web|a|200|0',
      'h|web|a|200|0|1',
    ])
      assert.equal(readCountedLine(line), undefined, line);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readCountedLine(`h|web|${text}`);
        readCountedLine(text);
      }),
    );
  });
});
