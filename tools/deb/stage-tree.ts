import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { completionOf } from '../../src/cli/completion.ts';
import { SHELLS } from '../../src/cli/completion-script.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { changelogText } from './changelog-text.ts';
import { controlText } from './control-text.ts';
import { COPYRIGHT, thirdPartyLicences } from './copyright-text.ts';
import { installedSize } from './installed-size.ts';
import { manPage } from './man-page.ts';
import { ROOT } from './root.ts';
import { setModes } from './set-modes.ts';

export interface TreeOptions {
  /** The folder that is made. */
  readonly tree: string;
  readonly version: string;
  readonly arch: 'amd64' | 'arm64';
  /** Seconds; the time of the package. */
  readonly epoch: number;
  /** The npm package with `bin/node` and `LICENSE`. */
  readonly node: string;
}

const HOME = 'usr/lib/holdfast';
const DOC = 'usr/share/doc/holdfast';
/** Of what tools/build.ts makes: the command line with what it needs, the dashboard, the daemons, and what a lab needs. */
const PROGRAMS = [
  ...[
    'cli',
    'node_modules',
    'ui',
    'foundation.mjs',
    'node.mjs',
    'probe.mjs',
    'inside-lab.mjs',
    'look-through.mjs',
  ],
  ...['http-echo.mjs', 'tcp-echo.mjs', 'udp-echo.mjs', 'wazuh-agents.mjs', 'wazuh-manager.mjs'],
];

const COMPLETIONS = {
  bash: 'usr/share/bash-completion/completions/holdfast',
  zsh: 'usr/share/zsh/vendor-completions/_holdfast',
  fish: 'usr/share/fish/vendor_completions.d/holdfast.fish',
} as const;

/** Writes everything that the package holds, its DEBIAN folder included. */
export async function stageTree({ tree, version, arch, epoch, node }: TreeOptions): Promise<void> {
  const write = (path: string, content: string | Buffer, mode = 0o644): void => {
    const file = join(tree, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, content, { mode });
    chmodSync(file, mode);
  };
  const copy = (from: string, to: string, mode = 0o644): void => write(to, readFileSync(from), mode);
  const copyFolder = (from: string, to: string): void => {
    cpSync(join(ROOT, from), join(tree, to), { recursive: true });
  };

  copy(join(ROOT, 'packaging/deb/holdfast'), 'usr/bin/holdfast', 0o755);
  copy(join(node, 'bin/node'), `${HOME}/node`, 0o755);
  for (const part of PROGRAMS) copyFolder(`dist/${part}`, `${HOME}/dist/${part}`);
  write(`${HOME}/package.json`, `${JSON.stringify({ name: 'holdfast', version, type: 'module' })}\n`);
  copyFolder('docs/problems', `${HOME}/docs/problems`);
  for (const unit of ['holdfast.service', 'holdfast-foundation@.service'])
    copy(join(ROOT, 'packaging/systemd', unit), `usr/lib/systemd/system/${unit}`);
  copy(join(ROOT, 'packaging/sysctl/60-holdfast.conf'), 'usr/lib/sysctl.d/60-holdfast.conf');
  mkdirSync(join(tree, 'etc/holdfast'), { recursive: true });

  const program = await buildProgram(['completion']);
  write('usr/share/man/man1/holdfast.1.gz', gzipSync(manPage(program, version, epoch), { level: 9 }));
  for (const shell of SHELLS) write(COMPLETIONS[shell], completionOf(shell, program));
  copy(join(ROOT, 'holdfast.schema.json'), 'usr/share/holdfast/holdfast.schema.json');
  copy(
    join(ROOT, 'packaging/prometheus/holdfast.rules.yml'),
    'usr/share/holdfast/prometheus/holdfast.rules.yml',
  );
  copy(join(ROOT, 'packaging/grafana/holdfast.json'), 'usr/share/holdfast/grafana/holdfast.json');
  for (const folder of ['concepts', 'guides']) copyFolder(`docs/${folder}`, `${DOC}/${folder}`);
  copyFolder('examples', `${DOC}/examples`);

  write(`${DOC}/copyright`, COPYRIGHT);
  write(`${DOC}/third-party-licences.gz`, gzipSync(thirdPartyLicences(node), { level: 9 }));
  write(`${DOC}/changelog.gz`, gzipSync(changelogText(version, epoch), { level: 9 }));
  copy(join(ROOT, 'packaging/deb/lintian-overrides'), 'usr/share/lintian/overrides/holdfast');
  setModes(tree, ['usr/bin/holdfast', `${HOME}/node`]);
  write('DEBIAN/control', controlText(version, arch, installedSize(tree)));
  for (const script of ['postinst', 'prerm', 'postrm'])
    copy(join(ROOT, 'packaging/deb', script), `DEBIAN/${script}`, 0o755);
  chmodSync(join(tree, 'DEBIAN'), 0o755);
}
