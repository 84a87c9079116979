import { join } from 'node:path';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Engine } from './engine.ts';
import { HaproxyGeneration } from './haproxy-generation.ts';
import { launchHaproxy, launchNginx } from './launch-engines.ts';
import { NginxGeneration } from './nginx-generation.ts';
import type { Releases } from './releases.ts';
import { StatusSocket } from './status-socket.ts';

export function haproxyEngine(
  command: string,
  runDir: string,
  releases: Releases,
): Engine<HaproxyGeneration> {
  const probe = join(runDir, RUN_FILES.probe);
  const sockets = () => releases.inodes;
  return {
    name: 'haproxy',
    title: 'HAProxy',
    launch: () => {
      releases.noteStart('haproxy');
      return new HaproxyGeneration(
        () => launchHaproxy(command, runDir, releases.descriptors('haproxy')),
        probe,
        sockets,
      );
    },
    adopt: (process) => new HaproxyGeneration(() => process, probe, sockets),
  };
}

export function nginxEngine(
  command: string | undefined,
  runDir: string,
  releases: Releases,
): Engine<NginxGeneration> {
  const hardStopMs = () => releases.inForce?.config.nginx?.hardStopMs ?? 0;
  return {
    name: 'nginx',
    title: 'nginx',
    launch: () => {
      releases.noteStart('nginx');
      const socket = StatusSocket.bind(join(runDir, RUN_FILES.nginxStatus));
      const descriptors = [...releases.descriptors('nginx'), ...socket.descriptors];
      return new NginxGeneration(launchNginx(command, runDir, descriptors), socket, hardStopMs());
    },
    adopt: (process) => new NginxGeneration(process, undefined, hardStopMs()),
  };
}
