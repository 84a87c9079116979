import { Fault } from '../../base/fault.ts';
import type { NodeService } from '../api/node-service.ts';
import type { PageGround } from '../page/add-page.ts';
import { lookThrough } from '../page/look-through.ts';
import { type PageFile, readPageFiles } from '../page/page-files.ts';
import { SiteFeed } from '../page/site-feed.ts';

/** The dashboard that a node serves beside its API: the site as its own daemon sees it. undefined = it is not built. */
export function openPage(
  service: NodeService,
  version: string,
  onBug: (error: unknown, what: string) => void,
): PageGround | undefined {
  const files = builtFiles();
  if (files === undefined) return undefined;
  const { node } = service;
  const feed = new SiteFeed({
    doors: () => [{ node, where: `the daemon of ${node}`, service }],
    through: { from: `node ${node}`, ask: lookThrough },
    onBug: (error) => onBug(error, 'the dashboard'),
  });
  const about = {
    version,
    lab: undefined,
    siteWords: '',
    specFile: undefined,
    mayLint: false,
    nodes: [node],
    api: { [node]: '' },
  };
  return { feed, files, about };
}

function builtFiles(): ReadonlyMap<string, PageFile> | undefined {
  try {
    return readPageFiles();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
