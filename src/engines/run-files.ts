/** Names inside a foundation's run directory; shared by whoever writes, prints or reads them. */
export const RUN_FILES = {
  /** What somebody wants in force: foundation.json, haproxy.cfg, nginx.conf, keepalived.conf. */
  wanted: 'release',
  /** What is in force, validated. */
  active: 'active',
  control: 'control.sock',
  /** The node daemon's API, for this machine's own users. */
  node: 'node.sock',
  /** HAProxy's socket for people and programs. */
  stats: 'haproxy.sock',
  /** HAProxy's socket for the foundation alone. */
  probe: 'probe.sock',
  /** nginx's `pid`: its master. */
  nginxPid: 'nginx.pid',
  /** nginx's stub_status (`GET /`); what an nginx that was killed left of it must be removed before the next one starts. */
  nginxStatus: 'nginx-status.sock',
  /** Bodies of requests and answers that nginx keeps on the disk for a moment. */
  nginxTemp: 'nginx-temp',
  /** One line a request or session that nginx ended, for whoever counts; the foundation keeps it within bounds as every log. */
  nginxCounts: 'log/nginx-counts.log',
  track: 'track',
  fifo: 'keepalived.fifo',
  log: 'log',
  /** While a drill is on: `{"name":…,"untilMs":…}`; who would spread sessions waits for its end. */
  drill: 'drill',
  /** In a lab alone: whom a daemon trusts to be a manager's API. */
  managersCa: 'managers-ca.pem',
} as const;
