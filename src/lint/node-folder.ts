/** Folders inside a host, which say nothing of which host it is. */
const INSIDE_A_HOST = new Set([
  'etc',
  'usr',
  'local',
  'lib',
  'opt',
  'var',
  'srv',
  'home',
  'root',
  'default',
  'share',
  'sbin',
  'bin',
  'libexec',
  'haproxy',
  'haproxy.d',
  'keepalived',
  'keepalived.d',
  'nginx',
  'corosync',
  'ossec',
  'systemd',
  'system',
  'sysctl.d',
  'compose',
  'conf',
  'conf.d',
  'config',
  'configs',
  'configuration',
  'cfg',
  'files',
  'rootfs',
  'scripts',
  'snippets',
  'includes',
  'include',
  'sites-enabled',
  'sites-available',
  'modules-enabled',
  'modules-available',
  'stream.d',
  'http.d',
  'streams-enabled',
  'streams-available',
  'vhosts',
  'vhosts.d',
  'upstreams',
  'errors',
  'certs',
]);

/** The folder that stands for the host a file belongs to: `a/lb1` of `a/lb1/etc/haproxy/haproxy.cfg`; '' = here. */
export function nodeFolder(path: string): string {
  const parts = path.split('/').slice(0, -1);
  while (parts.length > 0 && isInside(parts.at(-1) ?? '')) parts.pop();
  return parts.join('/');
}

/** The last name of a folder that names something; undefined = `.`, `..`, `/` or nothing. */
export function folderName(folder: string): string | undefined {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return name === '' || name === '.' || name === '..' ? undefined : name;
}

function isInside(name: string): boolean {
  return INSIDE_A_HOST.has(name.toLowerCase()) || /\.(?:service|timer|socket)\.d$/.test(name);
}
