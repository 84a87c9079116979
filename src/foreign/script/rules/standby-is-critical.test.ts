import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { standbyIsCritical } from './standby-is-critical.ts';

const find = (text: string, path?: string) => standbyIsCritical.find(scriptSubject(text, path));
const cry = 'echo "CRITICAL: no VIP"; exit 2';

test('a check that is CRITICAL without the VIP is found where it says so', () => {
  const [finding, ...more] = find(
    'vip=$(ip addr show | grep 192.168.1.100)\nif [ -z "$vip" ]; then\n  echo "CRITICAL: VIP not assigned"\n  exit 2\nfi\nexit 0\n',
  );
  assert.deepEqual(more, []);
  assert.deepEqual([finding?.at.line, finding?.at.column], [3, 3]);
  assert.match(finding?.message ?? '', /^The script is CRITICAL where 192\.168\.1\.100 is not among/);
  assert.match(finding?.remedy ?? '', /http:\/\/192\.168\.1\.100\/…/);
});

test('the question may be put in many ways', () => {
  for (const text of [
    `if ! ip -4 addr | grep -qw 10.0.0.1; then ${cry}; fi`,
    `ip addr | grep -q 10.0.0.1 || { ${cry}; }`,
    `if ip addr | grep -q 10.0.0.1; then echo OK; else ${cry}; fi`,
    `if ip addr | grep -q 10.0.0.1; then echo OK; exit 0; fi; ${cry}`,
    `if [ -n "$(ip -o addr show to 10.0.0.1/32)" ]; then exit 0; fi\n${cry}`,
    `if [[ -z $(hostname -I | grep 10.0.0.1) ]]; then ${cry}; fi`,
    `VIP=10.0.0.1\nip addr | grep -q "inet $VIP/"\nif [ $? -ne 0 ]; then ${cry}; fi`,
    `found=$(ip addr | grep 10.0.0.1)\nif [ $? -ne 0 ]; then ${cry}; fi`,
    `ip addr | grep -q 10.0.0.1\nif [ $? -eq 0 ]; then echo OK; else ${cry}; fi`,
    `main() {\nif ! ip addr | grep -q '10\\.0\\.0\\.1'; then ${cry}; fi\n}\nmain`,
    'CRIT=2\nif ! ifconfig | grep -q 10.0.0.1; then printf "CRITICAL floating address\\n"; exit $CRIT; fi',
    'if ! ip a | grep -q 10.0.0.1; then echo "CRIT virtual ip"; exit ${STATE_CRITICAL}; fi',
  ]) {
    assert.match(find(`${text}\n`)[0]?.message ?? '', / where 10\.0\.0\.1 is /, text);
  }
});

test('an IPv6 address stands in brackets in the remedy, and the path may name the VIP', () => {
  const [finding] = find(
    'if ! ip -6 a | grep -q 2001:db8::64; then echo CRITICAL; exit 2; fi\n',
    'check_vip.sh',
  );
  assert.match(finding?.remedy ?? '', /http:\/\/\[2001:db8::64\]\//);
});

test('an address that nobody calls virtual, or that is not known, is left alone', () => {
  for (const text of [
    'if ! ip addr | grep -q 10.0.0.1; then echo "CRITICAL: eth0 has no address"; exit 2; fi',
    `if ! ip addr | grep -q "$1"; then ${cry}; fi`,
    `if ! ip addr | grep -vq 10.0.0.1; then ${cry}; fi`,
    `if ! grep -q 10.0.0.1 /etc/hosts; then ${cry}; fi`,
    `if ! ip addr | awk 10.0.0.1; then ${cry}; fi`,
    `vip=$(ip addr | grep -c 10.0.0.1)\nif [ -z "$vip" ]; then ${cry}; fi`,
    `vip=$(ip addr | grep 10.0.0.1)\nvip=other\nif [ -z "$vip" ]; then ${cry}; fi`,
  ]) {
    assert.deepEqual(find(`${text}\n`), [], text);
  }
});

test('being CRITICAL with the VIP, a warning, and an end that is no CRITICAL are left alone', () => {
  for (const text of [
    `if ip addr | grep -q 10.0.0.1; then ${cry}; fi`,
    `if ip addr | grep -q 10.0.0.1; then echo here; fi; ${cry}`,
    `if [ -n "$(ip addr | grep 10.0.0.1)" ]; then ${cry}; fi`,
    `if ! ip addr | grep -q 10.0.0.1; then echo "WARNING: no VIP"; exit 1; fi`,
    `if ! ip addr | grep -q 10.0.0.1; then echo "CRITICAL: no VIP"; fi`,
    `if ! ip addr | grep -q 10.0.0.1; then echo "CRITICAL: no VIP"; exit 1; fi`,
    `if ! ip addr | grep -q 10.0.0.1; then exit 2; fi`,
    `! ip addr | grep -q 10.0.0.1 || { ${cry}; }`,
    `ip addr | grep -q 10.0.0.1 && { ${cry}; }`,
  ]) {
    assert.deepEqual(find(`${text}\n`), [], text);
  }
});

test('a script that knows which node it is on is left alone', () => {
  const question = `if ! ip addr | grep -q 10.0.0.1; then ${cry}; fi\n`;
  for (const before of [
    '[ -f /etc/standby ] && exit\n',
    'role=$(cat /run/ha)\n',
    'hostname -s > /tmp/me\n',
    '[ -f /etc/other ] && exit 0\n',
  ]) {
    assert.deepEqual(find(before + question), [], before);
  }
  assert.deepEqual(find(`if [ -f /etc/first ]; then\n${question}fi\n`), []);
  assert.equal(find(`hostname -I > /tmp/all\n${question}`).length, 1);
});
