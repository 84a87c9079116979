import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScript } from './parse-script.ts';
import type { Step } from './source.ts';

/** One line a step: `<if>`, or the words of a pipeline with `|`, and what ends it. */
function show(steps: readonly Step[]): string[] {
  return steps.map((step) => {
    if (step.kind === 'keyword') return [`<${step.word}>`, ...step.words.map(({ value }) => value)].join(' ');
    const commands = step.commands.map(({ assignments, words, redirects }) =>
      [
        ...assignments.map(({ word }) => word.raw),
        ...words.map(({ value }) => value),
        ...redirects.map(({ operator, target }) => `{${operator}${target}}`),
      ].join(' '),
    );
    return `${commands.join(' | ')} ${step.end}`;
  });
}

const read = (text: string) => show(parseScript(text, 'x.sh').script.steps);

test('commands end at a line, at ; & && and ||', () => {
  assert.deepEqual(read('a b\nc; d & e && f || g'), ['a b ;', 'c ;', 'd &', 'e &&', 'f ||', 'g ;']);
});

test('pipelines hold their commands; an operator at the end of a line goes on', () => {
  assert.deepEqual(read('a | b |& c\n'), ['a | b | c ;']);
  assert.deepEqual(read('a && \\\n b\n'), ['a &&', 'b ;']);
});

test('quotes and escapes are taken off, and what stands in them is one word', () => {
  assert.deepEqual(read(`echo 'a # $b' "c \\"d\\" \\e" f\\ g h'i'"j"\n`), [
    'echo a # $b c "d" \\e f g hij ;',
  ]);
  assert.deepEqual(read('echo "a\\\nb"\n'), ['echo ab ;']);
});

test('comments begin a word only', () => {
  assert.deepEqual(read('# x\na b#c # d\n'), ['a b#c ;']);
});

test('assignments before a command, alone, and of lists', () => {
  const [first, second, third] = parseScript('A=1 B="x y" cmd C=2\nD=$(e)\nF=(g h) i\n', 'x').script.steps;
  assert.ok(first?.kind === 'pipeline' && second?.kind === 'pipeline' && third?.kind === 'pipeline');
  assert.deepEqual(
    first.commands[0]?.assignments.map(({ name, word }) => [name, word.value]),
    [
      ['A', 'A=1'],
      ['B', 'B=x y'],
    ],
  );
  assert.deepEqual(
    first.commands[0]?.words.map(({ value }) => value),
    ['cmd', 'C=2'],
  );
  assert.deepEqual(second.commands[0]?.words, []);
  assert.deepEqual(
    third.commands[0]?.words.map(({ value }) => value),
    ['i'],
  );
});

test('substitutions keep their text and hold their steps', () => {
  const [step] = parseScript('x=$(a "$(b | c)" `d`)\n', 'x').script.steps;
  assert.ok(step?.kind === 'pipeline');
  const word = step.commands[0]?.assignments[0]?.word;
  assert.equal(word?.value, 'x=$(a "$(b | c)" `d`)');
  assert.equal(word.isOpen, true);
  assert.deepEqual(show(word.inner), ['a $(b | c) `d` ;']);
  const [inner] = word.inner;
  assert.ok(inner?.kind === 'pipeline');
  assert.deepEqual(show(inner.commands[0]?.words[1]?.inner ?? []), ['b | c ;']);
  assert.deepEqual(show(inner.commands[0]?.words[2]?.inner ?? []), ['d ;']);
});

test('variables stay as written and open a word; arithmetic is passed over', () => {
  const [step] = parseScript('a $B ${C:-d e} $((1 + (2))) \'$F\' $ "$@"\n', 'x').script.steps;
  assert.ok(step?.kind === 'pipeline');
  assert.deepEqual(
    step.commands[0]?.words.map(({ value, isOpen }) => [value, isOpen]),
    [
      ['a', false],
      ['$B', true],
      ['${C:-d e}', true],
      ['$((1 + (2)))', true],
      ['$F', false],
      ['$', false],
      ['$@', true],
    ],
  );
  assert.deepEqual(read('(( i++ ))\nb\n'), ['b ;']);
});

test('if, loops, functions and groups are keywords', () => {
  assert.deepEqual(read('if ! a; then b; elif c; then d; else e; fi\n'), [
    '<if>',
    'a ;',
    '<then>',
    'b ;',
    '<elif>',
    'c ;',
    '<then>',
    'd ;',
    '<else>',
    'e ;',
    '<fi>',
  ]);
  assert.deepEqual(read('for i in a $b; do c; done\nwhile d\ndo e; done'), [
    '<for> i in a $b',
    '<do>',
    'c ;',
    '<done>',
    '<while>',
    'd ;',
    '<do>',
    'e ;',
    '<done>',
  ]);
  assert.deepEqual(read('f() { a; }\nfunction g {\nb\n}\n( c )\n'), [
    '<function> f',
    '<{>',
    'a ;',
    '<}>',
    '<function> g',
    '<{>',
    'b ;',
    '<}>',
    '<(>',
    'c ;',
    '<)>',
  ]);
});

test('a case has its arms, with one or several patterns', () => {
  assert.deepEqual(read('case "$1" in\nstart) a ;;\n(b|"c d") e; f ;;\n*) ;;\nesac\ng\n'), [
    '<case> $1',
    '<arm> start',
    'a ;',
    '<arm> b c d',
    'e ;',
    'f ;',
    '<arm> *',
    '<esac>',
    'g ;',
  ]);
  assert.deepEqual(read('x=$(case $a in b) c;; esac)\nd\n').at(-1), 'd ;');
});

test('words of the shell are words elsewhere', () => {
  assert.deepEqual(read('echo if then done\nifup eth0\n'), ['echo if then done ;', 'ifup eth0 ;']);
});

test('redirections are no words', () => {
  assert.deepEqual(read('a > b 2>&1 <c >>d &>e\n'), ['a {>b} {2>&1} {<c} {>>d} {&>e} ;']);
  assert.deepEqual(read('diff <(a) <(b)\n'), ['diff <(a) <(b) ;']);
});

test('here-documents are skipped', () => {
  assert.deepEqual(read("cat <<EOF > x\nif a\nEOF\nb <<'END' | c\n'\nEND\nd\n"), [
    'cat {<<EOF} {>x} ;',
    'b {<<END} | c ;',
    'd ;',
  ]);
  assert.deepEqual(read('cat <<-E\n\ta\n\tE\nb\n'), ['cat {<<-E} ;', 'b ;']);
  assert.deepEqual(read('cat <<< "x y"\nb\n'), ['cat {<<<x y} ;', 'b ;']);
});

test('operators inside [[ ]] are words', () => {
  assert.deepEqual(read('[[ $a == b && ( c > d || e =~ ^f$ ) ]] && g\n'), [
    '[[ $a == b && ( c > d || e =~ ^f$ ) ]] &&',
    'g ;',
  ]);
});

test('places are those of the text', () => {
  const [, step] = parseScript('a\n  b "c d" | e\n', 'x.sh').script.steps;
  assert.ok(step?.kind === 'pipeline');
  assert.deepEqual(step.at, { path: 'x.sh', line: 2, column: 3, endLine: 2, endColumn: 14 });
  assert.deepEqual(step.commands[0]?.words[1]?.at, {
    path: 'x.sh',
    line: 2,
    column: 5,
    endLine: 2,
    endColumn: 10,
  });
});

test('carriage returns are blanks', () => {
  assert.deepEqual(read('a b\r\nif c; then\r\nd\r\nfi\r\n'), [
    'a b ;',
    '<if>',
    'c ;',
    '<then>',
    'd ;',
    '<fi>',
  ]);
});

test('what is never closed is read to the end', () => {
  assert.deepEqual(read('a "b\nc'), ['a b\nc ;']);
  assert.equal(read("a 'b\nc").length, 1);
  assert.equal(read('a $(b').length, 1);
  assert.equal(read('a ${b').length, 1);
  assert.equal(read(`${'$('.repeat(500)}a`).length, 1);
});
