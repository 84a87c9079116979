export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** Chain of commands (`""`, `"lab"`, `"lab up"`) → the words that may follow it. */
export type CompletionWords = Readonly<Record<string, readonly string[]>>;

/** Chain of commands → the sort of thing whose names may follow it; the daemon is asked for them while somebody types. */
export type NamesWanted = Readonly<Record<string, string>>;

/** A completion script for `shell`. Words are names of ours and need no quoting. */
export function completionScript(shell: Shell, words: CompletionWords, names: NamesWanted): string {
  return { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](words, names);
}

function bashScript(words: CompletionWords, names: NamesWanted): string {
  return `# bash completion for holdfast
_holdfast() {
  local cur chain="" word words="" names=""
  cur="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
${chainCases(words)}
  done
${wordCases(words)}
  case "$cur" in
    -*) ;;
    *) case "$chain" in
${nameCases(names, `"\${COMP_WORDS[0]}"`, `"\${COMP_WORDS[@]:1:COMP_CWORD-1}"`)}
    esac ;;
  esac
  words="\${names:-$words}"
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}
complete -o default -F _holdfast holdfast
`;
}

function zshScript(words: CompletionWords, names: NamesWanted): string {
  return `#compdef holdfast
_holdfast() {
  local chain="" word words="" names=""
  for word in "\${(@)argv_before}"; do
${chainCases(words)}
  done
${wordCases(words)}
  case "$chain" in
${nameCases(names, '"$program"', '"${(@)argv_before}"')}
  esac
  words="\${names:-$words}"
  compadd -- \${(z)words} || _files
}
_holdfast_entry() {
  local -a argv_before
  local program="$words[1]"
  argv_before=("\${(@)words[2,CURRENT-1]}")
  _holdfast
}
compdef _holdfast_entry holdfast
`;
}

/** Follows the commands that were typed; options and operands leave the chain as it is. */
function chainCases(words: CompletionWords): string {
  const cases = Object.keys(words)
    .filter((chain) => chain !== '')
    .map((chain) => {
      const at = chain.lastIndexOf(' ');
      const before = at === -1 ? '' : chain.slice(0, at);
      return `      "${before}/${chain.slice(at + 1)}") chain="${chain}" ;;`;
    });
  return ['    case "$chain/$word" in', ...cases, '    esac'].join('\n');
}

function wordCases(words: CompletionWords): string {
  const cases = Object.entries(words).map(([chain, list]) => `    "${chain}") words="${list.join(' ')}" ;;`);
  return ['  case "$chain" in', ...cases, '  esac'].join('\n');
}

/** Names are asked for only where one may stand; where there are some, nothing else is offered. */
function nameCases(names: NamesWanted, program: string, typed: string): string {
  return Object.entries(names)
    .map(([chain, kind]) => `    "${chain}") names="$(${program} names ${kind} -- ${typed} 2>/dev/null)" ;;`)
    .join('\n');
}

function fishScript(words: CompletionWords, names: NamesWanted): string {
  const lines = Object.entries(words).flatMap(([chain, list]) =>
    list.map((word) => {
      const condition = `-n '__holdfast_chain "${chain}"'`;
      return word.startsWith('--')
        ? `complete -c holdfast ${condition} -l ${word.slice(2)}`
        : `complete -c holdfast ${condition} -f -a ${word}`;
    }),
  );
  const asked = Object.entries(names).map(
    ([chain, kind]) =>
      `complete -c holdfast -n '__holdfast_chain "${chain}"' -f -a '(set -l typed (commandline -opc); $typed[1] names ${kind} -- $typed[2..-1] 2>/dev/null)'`,
  );
  const known = Object.keys(words)
    .filter((chain) => chain !== '')
    .map((chain) => `'${chain}'`)
    .join(' ');
  return `# fish completion for holdfast
function __holdfast_chain
  set -l chain
  for word in (commandline -opc)[2..-1]
    set -l next (string trim "$chain $word")
    if contains -- $next ${known}
      set chain $next
    end
  end
  test "$chain" = "$argv[1]"
end
${[...lines, ...asked].join('\n')}
`;
}
