/** A site of two balancers that nginx alone serves: HTTP, connections and datagrams. */
export const NGINX_LAB = `version: 1
name: nginx-lab
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge:
    address: 10.77.0.100/24
    failover: { advertise: 50ms, failback: manual }
services:
  front: { engine: nginx, vip: edge, listen: 80, mode: http, pool: front }
  syslog: { vip: edge, listen: 514, mode: udp, pool: logs }
pools:
  front:
    check: { http: /health, every: 1s, fall: 2, rise: 2 }
    servers: { front1: 10.77.0.31:8080, front2: 10.77.0.32:8080 }
  logs:
    check: { every: 1s, fall: 2, rise: 2 }
    servers: { log1: 10.77.0.41:1514 }
lab:
  servers: { front: http-echo, logs: udp-echo }
`;
