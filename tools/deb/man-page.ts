import type { Command } from 'commander';

/** holdfast(1), from the commands' own help. */
export function manPage(program: Command, version: string, epoch: number): string {
  const date = new Date(epoch * 1000).toISOString().slice(0, 10);
  return [
    `.TH HOLDFAST 1 "${date}" "holdfast ${version}" "User Commands"`,
    '.SH NAME',
    'holdfast \\- highly available load balancing from one file',
    '.SH SYNOPSIS',
    '.B holdfast',
    '[\\fIoptions\\fR] \\fIcommand\\fR [\\fIarguments\\fR]',
    '.SH DESCRIPTION',
    roff(program.description()),
    '.SH OPTIONS',
    ...optionLines(program),
    '.SH COMMANDS',
    ...leaves(program).flatMap((command) => commandLines(command)),
    '.SH EXIT STATUS',
    '0 fine, 1 problems, refused or a failed verdict, 2 wrong usage, 3 the world failed, 4 a bug in Holdfast.',
    '.SH FILES',
    ...FILES.flatMap(([path, words]) => ['.TP', `.I ${roff(path)}`, roff(words)]),
    '.SH SEE ALSO',
    '.BR haproxy (1),',
    '.BR keepalived (8),',
    'and the guides in /usr/share/doc/holdfast.',
    '',
  ].join('\n');
}

const FILES = [
  ['/etc/holdfast/holdfast.yaml', 'The spec that a node without any accepts first.'],
  [
    '/etc/holdfast/holdfast.env',
    'HOLDFAST_NODE, the name of this host in the spec, and secrets of the environment.',
  ],
  ['/etc/holdfast/pki', 'The certificate of this node, as holdfast pki issue writes it.'],
  ['/var/lib/holdfast', 'Accepted revisions, what operators want, and what happened.'],
  ['/run/holdfast', 'What is in force, sockets, and the logs of the engines.'],
] as const;

/** Commands that do something, in the order of the help: `lab up` instead of `lab`. */
function leaves(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help')
    .flatMap((child) => (child.commands.length > 0 ? leaves(child) : [child]));
}

function commandLines(command: Command): string[] {
  const help = command.createHelp();
  return [
    `.SS ${roff(help.commandUsage(command))}`,
    roff(help.commandDescription(command)),
    ...help
      .visibleArguments(command)
      .flatMap((argument) => [
        '.TP',
        `.I ${roff(argument.name())}`,
        roff(help.argumentDescription(argument)),
      ]),
    ...optionLines(command),
  ];
}

function optionLines(command: Command): string[] {
  const help = command.createHelp();
  return help
    .visibleOptions(command)
    .flatMap((option) => [
      '.TP',
      `.B ${roff(help.optionTerm(option))}`,
      roff(help.optionDescription(option)),
    ]);
}

/** Text as roff takes it: backslashes and dashes as they stand, no line that begins with a command, none empty. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/\n+/g, '\n')
    .replaceAll(/^(['.])/gm, '\\&$1');
}
