import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { vipOnBridge } from './vip-on-bridge.ts';

const find = (text: string) => vipOnBridge.find(composeSubject(text));

const KEEPALIVED = `services:
  ka:
    image: osixia/keepalived:2
`;

describe('vipOnBridge', () => {
  it('fires at a Keepalived in the network of a container on the default bridge', () => {
    const findings = find(`services:
  node:
    image: alpine
    command: sleep infinity
    ports: ["443:443"]
  ka:
    image: osixia/keepalived:2
    network_mode: service:node
`);
    assert.deepEqual(placesOf(findings), ['8:19']);
    assert.equal(
      findings[0]?.message,
      'The VIP of ka lives on a bridge of the container engine: nobody but this host reaches it, and published ports do not lead to it.',
    );
    assert.equal(
      findings[0]?.remedy,
      'give node an address on the LAN (a network with "driver: macvlan" or ipvlan and its "parent"), or write "network_mode: host"; or let `holdfast render --target compose` write the file.',
    );
  });

  it('fires on a bridge with a name', () => {
    assert.deepEqual(
      placesOf(find(`${KEEPALIVED}    networks: [lan]\nnetworks:\n  lan: { driver: bridge }\n`)),
      ['2:3'],
    );
    assert.deepEqual(placesOf(find(`${KEEPALIVED}    networks: { lan: {} }\nnetworks:\n  lan:\n`)), ['2:3']);
    assert.deepEqual(placesOf(find(`${KEEPALIVED}    network_mode: bridge\n`)), ['4:19']);
  });

  it('says nothing of the LAN, of the host, and of networks that it does not know', () => {
    for (const rest of [
      '    networks: [lan]\nnetworks:\n  lan: { driver: macvlan }\n',
      '    networks: [lan]\nnetworks:\n  lan: { driver: "${DRIVER}" }\n',
      '    networks: [lan]\nnetworks:\n  lan: { external: true }\n',
      '    networks: [lan, more]\nnetworks:\n  lan: { driver: ipvlan }\n  more: {}\n',
      'networks:\n  default: { driver: macvlan }\n',
      '    network_mode: host\n',
      '    network_mode: container:elsewhere\n',
      '    extends: { file: other.yml, service: ka }\n',
    ]) {
      assert.deepEqual(find(KEEPALIVED + rest), [], rest);
    }
  });

  it('says nothing of engines that hold no VIP', () => {
    assert.deepEqual(find('services:\n  web:\n    image: nginx:1.27\n'), []);
  });
});
