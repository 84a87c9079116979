import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { folderName, nodeFolder } from './node-folder.ts';

describe('nodeFolder', () => {
  const folders: [path: string, folder: string][] = [
    ['hosts/lb1/etc/haproxy/haproxy.cfg', 'hosts/lb1'],
    ['hosts/lb1/haproxy.cfg', 'hosts/lb1'],
    ['lb1/etc/nginx/sites-enabled/default', 'lb1'],
    ['lb1/etc/systemd/system/haproxy.service.d/x.conf', 'lb1'],
    ['/etc/keepalived/keepalived.conf', ''],
    ['keepalived/keepalived.conf', ''],
    ['haproxy.cfg', ''],
    ['../site/haproxy.cfg', '../site'],
  ];
  for (const [path, folder] of folders) it(path, () => assert.equal(nodeFolder(path), folder));
});

describe('folderName', () => {
  it('is the last name', () => assert.equal(folderName('hosts/lb1'), 'lb1'));
  for (const folder of ['', '.', '..', 'a/..']) {
    it(`${JSON.stringify(folder)} names nothing`, () => assert.equal(folderName(folder), undefined));
  }
});
