/** What `holdfast init --preset wazuh` writes: a spec that is valid as it stands, with the choices explained. */
export const WAZUH_PRESET = `# yaml-language-server: $schema=./holdfast.schema.json
# Made by \`holdfast init --preset wazuh\`. The schema for your editor: holdfast schema > holdfast.schema.json
# Look at it with \`holdfast validate\`, rehearse it on this machine with \`holdfast lab up\`,
# and print what agents must be told with \`holdfast render --for agent\`.
version: 1
name: my-wazuh                   # two sites on one network need two names

nodes:                           # the load-balancer hosts, the preferred one first; one alone works, too
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }

vips:                            # the address that agents know; it moves between the nodes
  agents:
    address: 10.77.0.100/24      # a free address in the nodes' network
    failover: { failback: manual }

wazuh:                           # 4.x: events 1514, enrollment 1515, API 55000
  managers:                      # the master first; new agents go to it, agents' events to all
    master: 10.77.0.21
    worker1: 10.77.0.22
    worker2: 10.77.0.23
  agents: 5000                   # how many you expect: limits are made for a quarter more
  # exclude: [master]            # these never get agents: exact names, or globs such as edge-*
  # weights: { worker2: 50 }     # half as many agents as the others, which have 100
  # events:                      # agents are kept evenly spread; these are the defaults
  #   rebalance: { mode: on, tolerance: 10%, rate: 100/s, chunk: 100, settle: 5s, cooldown: 10m, maxShare: 5% }
  # enrollment: { allow: [10.0.0.0/8] }     # who may enroll new agents
  # dashboard: { servers: { dashboard: 10.77.0.31 } }     # 443, on hosts of its own

  # With the API, agents are asked to connect again where sessions would be cut otherwise. Its user needs the
  # actions cluster:read, agent:read and agent:reconnect.
  # api:
  #   urls: [https://10.77.0.21:55000, https://10.77.0.22:55000]
  #   user: holdfast
  #   password: { file: /etc/holdfast/wazuh.password }
  #   fingerprint: "…"           # of the API's certificate, or ca: FILE
  #   service: false             # the API is not reached through the VIP then
  # discover: true               # managers that join the cluster get agents by themselves, without a reload
  # removeAfter: 4h              # one that was discovered and has gone for so long is removed

lab:                             # only the lab reads this: simulated managers and agents with the real protocol
  managers: 3
  agents: 300
`;
