import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { checkLayers, layerRules } from './check-layers.ts';
import { rooms } from './source-files.ts';

describe('the layers', () => {
  it('are kept by every import in src', async () => {
    const { modules, report } = await checkLayers('src');
    assert.equal(report, '');
    assert.ok(modules > 200, `only ${modules} modules were seen`);
  });

  it('are kept by every import in ui', async () => {
    const { modules, report } = await checkLayers('ui', 'pageRulesFor');
    assert.equal(report, '');
    assert.ok(modules > 20, `only ${modules} modules were seen`);
  });

  it('let the dashboard take nothing but types from src', async (t) => {
    const root = mkdtempSync(join('tests', 'planted-'));
    t.after(() => rmSync(root, { recursive: true }));
    const text = "import { parseDuration } from '../../src/base/duration.ts';\nparseDuration('1s');\n";
    writeFileSync(join(root, 'a.ts'), text);
    const { report } = await checkLayers(relative('.', root), 'pageRulesFor');
    assert.match(report, /^page-imports-more-than-types: /m);
  });

  it('name every room', () => {
    assert.deepEqual(layerRules.layers.flat().sort(), rooms());
  });

  const planted: [rule: string, files: Record<string, string>][] = [
    ['spec-imports-upwards', { 'spec/a.ts': "import '../lab/b.ts';\n", 'lab/b.ts': 'export const b = 1;\n' }],
    [
      'pure-room-reaches-the-world',
      { 'site/a.ts': "import './b.ts';\n", 'site/b.ts': "import 'node:fs';\n" },
    ],
    ['no-cycle', { 'host/a.ts': "import './b.ts';\n", 'host/b.ts': "import './a.ts';\n" }],
    ['small-process-needs-no-package', { 'foundation/a.ts': "import 'yaml';\n" }],
    ['not-resolved', { 'cli/a.ts': "import './nowhere.ts';\n" }],
  ];
  for (const [rule, files] of planted) {
    it(`find a planted fault: ${rule}`, async (t) => {
      // Below the checkout: packages are looked up from where the importing file is.
      const root = mkdtempSync(join('tests', 'planted-'));
      t.after(() => rmSync(root, { recursive: true }));
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(join(root, dirname(file)), { recursive: true });
        writeFileSync(join(root, file), text);
      }
      const { report } = await checkLayers(relative('.', root));
      assert.match(report, new RegExp(`^${rule}: `, 'm'));
    });
  }
});
