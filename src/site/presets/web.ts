/** What `holdfast init --preset web` writes: a spec that is valid as it stands, with the choices explained. */
export const WEB_PRESET = `# yaml-language-server: $schema=./holdfast.schema.json
# Made by \`holdfast init\`. The schema for your editor: holdfast schema > holdfast.schema.json
# Look at it with \`holdfast validate\`, try it on this machine with \`holdfast lab up\`.
version: 1
name: my-site                    # two sites on one network need two names

nodes:                           # the load-balancer hosts, the preferred one first
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }

vips:                            # addresses that move between the nodes
  edge:
    address: 10.77.0.100/24      # a free address in the nodes' network
    failover:
      advertise: 200ms           # a dead node is noticed after about three times this; 50ms is quicker,
                                 # but a node that is paused longer (a snapshot) then loses the VIP
      failback: manual           # manual: who holds it keeps it; automatic: the preferred node takes it back

services:                        # what listens on the VIPs
  web:
    vip: edge
    listen: 80
    mode: http                   # http understands requests, tcp forwards bytes
    pool: web
    # tls: { certificate: /etc/holdfast/site.pem, redirectFrom: 80 }     # then listen: 443
    # routes:
    #   - { host: api.example.org, path: /v1, pool: api }
    # rateLimit: { requests: 100, per: 1s }

pools:                           # the servers behind them
  web:
    balance: roundrobin          # or leastconn, source, uri, random, "hdr NAME", …
    check: { http: /health, expect: 200, every: 1s, fall: 2, rise: 2 }
    # sticky: { cookie: SERVER }
    servers:
      web1: 10.77.0.21:8080
      web2: { address: 10.77.0.22:8080, weight: 1 }
      web3: { address: 10.77.0.23:8080, backup: true }     # serves when all others are down

lab:                             # only the lab reads this: who plays the servers, and how many clients there are
  servers: { web: http-echo }
  clients: 1
`;
