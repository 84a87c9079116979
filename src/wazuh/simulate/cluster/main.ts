import { readFileSync } from 'node:fs';
import { answerRequest } from '../api/answer-request.ts';
import type { ApiRequest } from '../api/api-request.ts';
import { readApiRules } from '../api/api-rules.ts';
import { API_FAILURES, ApiServer } from '../api/api-server.ts';
import { askMaster } from '../api/ask-master.ts';
import { serveControlSocket } from '../control-socket.ts';
import { OptionRefused, readProgramOptions, runProgram } from '../program-options.ts';
import { listenAuthd } from './authd.ts';
import { ClusterMaster } from './cluster-master.ts';
import { ClusterNode } from './cluster-node.ts';
import { ClusterWorker } from './cluster-worker.ts';
import { nodeStatus } from './node-status.ts';
import { ownCertificate } from './own-certificate.ts';
import { readPorts } from './ports.ts';
import { clusterTimings } from './timings.ts';

/* Plays one manager of a Wazuh 4.x cluster: remoted, authd, the cluster's daemon, the REST API. */

const USAGE = `wazuh-manager --name NAME --type master|worker --address ADDRESS --control SOCKET --dir DIR
  [--master ADDRESS[:PORT]] [--keys FILE] [--ports events=1514,enrollment=1515,cluster=1516,api=55000]
  [--version v4.14.7] [--enroll-password TEXT] [--time-scale 1] [--overtake-time 60]
  [--api-user wazuh] [--api-password wazuh|@FILE] [--api-actions ACTION,…] [--requests-per-minute 300]
  [--token-time 900] [--login-attempts 50] [--block-time 300] [--request-timeout 10]`;

const OPTIONS = [...USAGE.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name);

runProgram('wazuh-manager', USAGE, async () => {
  const options = readProgramOptions(process.argv.slice(2), OPTIONS);
  const [name, address, dir] = [options.needed('name'), options.needed('address'), options.needed('dir')];
  const type = options.needed('type');
  if (type !== 'master' && type !== 'worker') throw new OptionRefused('--type is master or worker');
  const ports = readPorts(options.text('ports'));
  const version = options.text('version') ?? 'v4.14.7';
  const timings = clusterTimings(
    options.number('time-scale', 1),
    options.number('overtake-time', 60),
    options.number('request-timeout', 10),
  );
  const self = { name, type, version: version.replace(/^v/, ''), ip: address } as const;
  const password = options.text('enroll-password');
  const keys = options.text('keys');
  const node = new ClusterNode(
    { self, dir, timings, version, allowHigherVersions: false, password },
    keys === undefined ? undefined : readFileSync(keys, 'utf8'),
  );
  const certificate = await ownCertificate(dir, name, address);
  const cluster =
    type === 'master'
      ? new ClusterMaster(node, (master) => (request) => answerRequest(master, request as ApiRequest))
      : new ClusterWorker(node, readMaster(options.needed('master'), ports.cluster));
  const api = new ApiServer(readApiRules(options, name, cluster), certificate, (request) =>
    cluster instanceof ClusterMaster ? answerRequest(cluster, request) : askMaster(cluster, request),
  );
  if (cluster instanceof ClusterMaster) await cluster.listen(address, ports.cluster);
  else cluster.start();
  await listenAuthd(address, ports.enrollment, certificate, (line, from) => cluster.enroll(line, from));
  await api.listen(address, ports.api);
  await node.remoted.listen(address, ports.events);
  node.start();
  await serveControlSocket(options.needed('control'), async ({ do: what, what: failure }) => {
    if (what === 'fail') {
      const known = API_FAILURES.find((name) => name === failure);
      if (known === undefined) throw new Error(`"what" is one of ${API_FAILURES.join(', ')}`);
      await api.fail(known);
    } else if (what !== 'status') throw new Error(`the manager does not know ${what}`);
    return nodeStatus(cluster, api);
  });
});

function readMaster(text: string, port: number): { readonly host: string; readonly port: number } {
  const [, host = text, other] = /^(.*[^:]):(\d{1,5})$/.exec(text) ?? [];
  return { host, port: other === undefined ? port : Number(other) };
}
