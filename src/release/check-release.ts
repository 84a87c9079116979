import { type Problem, problem } from '../base/problem.ts';
import { fleetOf, mostSessions, processSessions } from '../engines/haproxy/compile/limits.ts';
import { LONGEST_LINE } from '../engines/keepalived/grammar/print.ts';
import { isWritable } from '../engines/keepalived/grammar/quote-word.ts';
import { MOST_SESSIONS_OF_WORKER } from '../engines/nginx/compile/limits.ts';
import { originOf } from '../engines/origin-of.ts';
import { RUN_FILES } from '../engines/run-files.ts';
import { specPlace } from '../engines/spec-place.ts';
import type { Site, SpecPath } from '../site/site.ts';
import type { CompileTarget, ReleaseFile } from './release.ts';

/** HAProxy refuses longer paths of unix sockets. */
const LONGEST_SOCKET_PATH = 97;

/** What the engines could not take, though the spec allows it. */
export function checkRelease(site: Site, target: CompileTarget, files: readonly ReleaseFile[]): Problem[] {
  return [
    ...files.flatMap((file) => longLines(site, file)),
    ...files.flatMap((file) => nulCharacters(site, file)),
    ...site.nodes.flatMap(({ name }) => runDirectory(site, target.runDir(name))),
    ...sessions(site, target),
  ];
}

function longLines(site: Site, file: ReleaseFile): Problem[] {
  if (file.path !== 'keepalived.conf') return [];
  return file.text.split('\n').flatMap((text, index) => {
    const bytes = Buffer.byteLength(text);
    if (bytes <= LONGEST_LINE) return [];
    const message = `Line ${index + 1} of keepalived.conf on node ${file.node} would be ${bytes} bytes long; Keepalived reads 1,023 at once and would take the rest for another line.`;
    return [
      at(site, file.origins[index], 'engines/line-too-long', message, 'shorten the value or the raw line.'),
    ];
  });
}

function nulCharacters(site: Site, file: ReleaseFile): Problem[] {
  if (!/\\x00|\0/.test(file.text)) return [];
  return file.text.split('\n').flatMap((text, index) => {
    // `\\x00` is an escaped backslash and harmless; a raw line that says \x00 itself is the user's own mistake.
    if (!/(?<!\\)(\\\\)*\\x00|\0/.test(text)) return [];
    const message = `Line ${index + 1} of ${file.path} on node ${file.node} would hold a NUL character, where HAProxy's and Keepalived's words end.`;
    return [at(site, file.origins[index], 'engines/nul-character', message, 'remove the NUL character.')];
  });
}

function runDirectory(site: Site, runDir: string): Problem[] {
  const longest = `${runDir}/${RUN_FILES.stats}`;
  const bytes = Buffer.byteLength(longest);
  if (bytes > LONGEST_SOCKET_PATH) {
    const message = `The socket ${longest} has a path of ${bytes} bytes; HAProxy takes ${LONGEST_SOCKET_PATH}.`;
    return [
      at(site, 'name', 'engines/socket-path-too-long', message, 'choose a shorter run directory or names.'),
    ];
  }
  if (isWritable(runDir)) return [];
  const message = `The run directory ${JSON.stringify(runDir)} cannot be written in keepalived.conf, which has no escapes.`;
  return [
    at(
      site,
      'name',
      'engines/unwritable-path',
      message,
      'choose one without quotes, "$" and control characters.',
    ),
  ];
}

/** Of a fleet on real nodes it is no more than a hint: the process gets the limit that was asked for. */
function sessions(site: Site, target: CompileTarget): Problem[] {
  return site.services.flatMap((service) => {
    const most = service.engine === 'nginx' ? MOST_SESSIONS_OF_WORKER : mostSessions(site);
    if (service.maxConnections <= most) return [];
    const path = originOf(site, `services/${service.name}/maxConnections`) ?? `services/${service.name}`;
    const wants = `Service ${service.name} wants ${service.maxConnections} connections at once`;
    const told = (message: string, remedy: string, severity: Problem['severity']) => [
      at(site, path, 'engines/too-many-connections', message, remedy, severity),
    ];
    if (service.engine === 'nginx') {
      return told(
        `${wants}; each worker of nginx takes ${most} here, since each needs two of the usual 20,000 file descriptors, and there is one worker a processor.`,
        `ask for at most ${most}, or run the service on HAProxy, whose limit "maxconn" in raw.haproxy of the site raises.`,
        'warning',
      );
    }
    if (service !== fleetOf(site)) {
      return told(
        `${wants}; one HAProxy takes ${most} here, since each needs two of the usual 20,000 file descriptors.`,
        `ask for at most ${most}, or raise the limit of open files and say "maxconn" in raw.haproxy of the site.`,
        'warning',
      );
    }
    if (target.kind === 'lab') return [];
    const needed = 2 * (processSessions(site, target) + 200);
    return told(
      `${wants}: HAProxy needs about ${needed} file descriptors, and starts on no node that allows fewer.`,
      `let the foundation's unit have "LimitNOFILE=${needed}" or more.`,
      'info',
    );
  });
}

function at(
  site: Site,
  path: SpecPath | undefined,
  code: string,
  message: string,
  remedy: string,
  severity: Problem['severity'] = 'error',
): Problem {
  return problem(code, site.file, specPlace(site, path), message, remedy, severity);
}
