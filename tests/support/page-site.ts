import type { NodeWord, PageEvent, PageSite } from '../../src/node/page/page-site.ts';
import { shapeOf } from '../../src/node/page/site-shape.ts';
import { siteView, VIEW_AT } from './site-view.ts';
import { webSite } from './web-site.ts';

/** What a node's daemon said 200 ms before VIEW_AT: lb1 holds `edge`. */
export function nodeWord(change: Partial<NodeWord> = {}): NodeWord {
  return {
    where: 'unix:/run/holdfast/node.sock',
    heardAtMs: VIEW_AT - 200,
    why: undefined,
    verdict: 'serving',
    sentence: '',
    holders: { edge: [{ node: 'lb1', ageMs: 100 }] },
    weights: { 'web/web1': 1, 'web/web2': 1, 'web/web3': 1 },
    sessions: { edge: 12 },
    ...change,
  };
}

/** A healthy site at VIEW_AT, as the page is told of it. `change` is laid over it. */
export function pageSite(change: Partial<PageSite> = {}): PageSite {
  return {
    atMs: VIEW_AT,
    view: siteView(),
    viewAtMs: VIEW_AT,
    words: { lb1: nodeWord(), lb2: nodeWord({ sessions: { edge: 0 } }) },
    shape: shapeOf(webSite()),
    through: [
      {
        service: 'web',
        vip: 'edge',
        target: 'http://10.77.0.100:80/',
        ok: true,
        says: '200 in 1 ms',
        atMs: VIEW_AT - 300,
        sinceMs: undefined,
        from: 'the client of the lab',
      },
    ],
    balances: [],
    progress: undefined,
    ...change,
  };
}

/** An event of lb1, `afterMs` after VIEW_AT. */
export function pageEvent(kind: string, afterMs: number, change: Partial<PageEvent> = {}): PageEvent {
  return {
    node: 'lb1',
    seq: 1_000 + afterMs,
    at: new Date(VIEW_AT + afterMs).toISOString(),
    kind,
    text: kind,
    fields: {},
    ...change,
  };
}
