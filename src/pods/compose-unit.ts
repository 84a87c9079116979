import type { Pod } from './pod.ts';
import type { PodFile } from './pod-file.ts';

/**
 * A service of the host that starts what Docker left down: with its daemon Docker starts containers in any order, tries each
 * once, and one that joins the network of another fails when it comes first (moby/moby#11777, #50326).
 */
export function composeUnit({ site, node, style }: Pod): readonly PodFile[] {
  return style === 'members' ? [{ path: COMPOSE_UNIT, text: textOf(site, node) }] : [];
}

export const COMPOSE_UNIT = 'holdfast-pod@.service';

const UP = 'up -d --no-recreate';

function textOf(site: string, node: string): string {
  return `# Site ${site}, node ${node}: written by \`holdfast render --target compose\`.
# When Docker starts, it tries each container once, in any order: a member that comes before lb-node stays down.
# This service then starts it. In this folder:
#   sudo cp ${COMPOSE_UNIT} /etc/systemd/system/ && sudo systemctl enable --now "holdfast-pod@$(systemd-escape -p "$PWD")"
[Unit]
Description=All containers of %f run
PartOf=docker.service
After=docker.service
StartLimitIntervalSec=0

[Service]
Type=oneshot
RemainAfterExit=yes
WorkingDirectory=%f
ExecStart=/bin/sh -c 'if docker compose version >/dev/null 2>&1; then exec docker compose ${UP}; else exec docker-compose ${UP}; fi'
Restart=on-failure
RestartSec=2

[Install]
WantedBy=docker.service
`;
}
