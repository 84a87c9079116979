import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

/* What `lab up` says where the machine does not let it work: real refusals of a real kernel, in namespaces. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;
const OWN_MOUNTS = isRoot ? ['unshare', '-m'] : ['unshare', '--user', '--map-root-user', '-m'];
const UP = 'bin/holdfast lab up -f examples/web.yaml --lab-name refused; echo status $?; ls -A /tmp';

function run(words: readonly string[]) {
  const [program, ...args] = words;
  return spawnSync(program!, args, { cwd: ROOT, encoding: 'utf8', timeout: 60_000 });
}

/** The checkout may itself stand below /tmp, which these tests cover: it is seen at /mnt meanwhile. */
const withMounts = (script: string) =>
  run([...OWN_MOUNTS, 'sh', '-ec', `mount --rbind . /mnt; cd /mnt; ${script}\nset +e; ${UP}`]);

describe('a machine that does not let the lab work', { timeout: 60_000 }, () => {
  it('has no space in /tmp: says so, and leaves nothing there', () => {
    const { stdout, stderr } = withMounts('mount -t tmpfs -o size=24k,mode=1777 tmpfs /tmp');
    assert.match(stderr, /lab\/state-not-writable[\s\S]*no space[\s\S]*Fix: free some space/);
    assert.equal(stdout, 'status 3\n');
  });

  it('has a /tmp that cannot be written', () => {
    const { stdout, stderr } = withMounts('mount -t tmpfs -o ro tmpfs /tmp');
    assert.match(stderr, /lab\/state-not-writable[\s\S]*may not write/);
    assert.equal(stdout, 'status 3\n');
  });

  it('lacks the engines: says which package has them', () => {
    const hide =
      'mount -t tmpfs tmpfs /tmp; mkdir /tmp/none; mount --bind /tmp/none /usr/sbin; PATH=/usr/bin:/bin';
    const { stdout, stderr } = withMounts(hide);
    assert.match(stderr, /host\/engine-missing[\s\S]*haproxy, keepalived[\s\S]*apt-get install/);
    assert.match(stdout, /status 3/);
  });

  it('has somebody else’s directory where the lab keeps its files', () => {
    const { stdout, stderr } = withMounts(
      'mount -t tmpfs -o mode=1777 tmpfs /tmp; mkdir -m 777 /tmp/holdfast-0',
    );
    assert.match(stderr, /lab\/state-dir[\s\S]*open to others/);
    assert.match(stdout, /status 3/);
  });

  // Only root can make a user namespace with two users in it; in an ordinary user's own one the case cannot arise.
  if (isRoot) {
    it('forbids user namespaces: names the very sysctl', async () => {
      const holder = spawn('unshare', ['--user', 'sh', '-c', 'echo in; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        await once(holder.stdout, 'data');
        writeFileSync(`/proc/${holder.pid}/uid_map`, '0 0 65536');
        writeFileSync(`/proc/${holder.pid}/gid_map`, '0 0 65536');
        const enter = ['nsenter', '-t', String(holder.pid), '-U', 'sh', '-c'];
        const asUser = 'setpriv --reuid 65534 --regid 65534 --clear-groups';
        const user = run([...enter, `echo 0 >/proc/sys/user/max_user_namespaces; ${asUser} ${UP}`]);
        assert.match(
          user.stderr,
          /lab\/no-user-namespaces[\s\S]*Fix: run: sudo sysctl -w user\.max_user_namespaces=/,
        );
        assert.match(user.stdout, /status 3/);
        const root = run([...enter, `echo 0 >/proc/sys/user/max_net_namespaces; ${UP}`]);
        assert.match(
          root.stderr,
          /lab\/no-namespaces[\s\S]*Fix: run: sudo sysctl -w \S*user\.max_(user|net)_namespaces=/,
        );
      } finally {
        holder.kill('SIGKILL');
      }
    });
  }
});
