import type { Acceptance } from '../../src/node/state/open-state.ts';

/** A revision whose every text says `word`, for two nodes. */
export function acceptance(word: string, overrides: Partial<Acceptance> = {}): Acceptance {
  return {
    site: 'web-edge',
    spec: `# ${word} ${'é'.repeat(100)}\nversion: 1\n`,
    release: `sha256:${word}`,
    files: ['lb1', 'lb2'].flatMap((node) =>
      (['foundation.json', 'haproxy.cfg'] as const).map((path) => ({
        node,
        path,
        mode: 0o644 as const,
        text: `# ${word} ${node} ${path}\n`,
        origins: ['pools/web', undefined],
        secrets: [{ env: 'PASSWORD' }],
      })),
    ),
    who: 'ann',
    at: '2026-11-21T08:00:00.000Z',
    note: word,
    routerIds: { edge: 77 },
    ...overrides,
  };
}
