/** DEBIAN/control. */
export function controlText(version: string, arch: string, installedKib: number): string {
  return `Package: holdfast
Version: ${version}
Architecture: ${arch}
Maintainer: Holdfast maintainers <maintainers@holdfast.invalid>
Installed-Size: ${installedKib}
Depends: haproxy (>= 2.6), keepalived (>= 1:2.2), iproute2, procps, libc6 (>= 2.28), libgcc-s1, libstdc++6 (>= 11)
Recommends: openssl, systemd
Suggests: nginx, libnginx-mod-stream, prometheus
Section: net
Priority: optional
Description: highly available load balancing from one file
 One YAML file describes a site of load balancers, virtual addresses and
 pools of servers. Holdfast turns it into the configuration of HAProxy, nginx
 and Keepalived, runs them on a small process that holds the listening sockets,
 heals and reports what it sees, and proves by drills that the site survives.
 .
 nginx is needed only where a service asks for it, or forwards UDP. Its package
 starts a server on port 80 when it is installed: mask nginx.service before.
`;
}
