// The exhaustive search (src/lab/search.h) beside SPIN, on the same model, in one run and on one core.
//
//   node bench/spin_compare.mjs BUILD_DIR [--rounds N]
//
// With --rounds 0 only the states are counted: that is the long tier's step. BUILD_DIR holds bench_search. The models in bench/spin were written by hand from the rules; the ladders' numbers
// come from bench_search. First every layer of states is counted by both: unless all are equal, this is no
// comparison, and the exit code is 1. Then both search in turns, N rounds (default 7); the best of each counts, in
// processor time. SPIN's compiler and the building of our program are left out; so is measuring which steps a part
// may leave out, which the Promela model has by hand.
//
// Three models: "alert" and "run" with every letter that is read as a free choice, as our search has them; and
// "run, by outcome", where a choice is what a comparison says instead of the two values that are compared. That
// reduction by hand takes most of the work from SPIN; our search has no use for it.

import {execFileSync, spawnSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {cpus, tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const build = process.argv[2];
if (!build || build.startsWith('--')) {
  console.error('usage: node spin_compare.mjs BUILD_DIR [--rounds N]');
  process.exit(2);
}
const roundsAt = process.argv.indexOf('--rounds');
const rounds = roundsAt < 0 ? 7 : Number(process.argv[roundsAt + 1]);
if (!Number.isInteger(rounds) || rounds < 0) {
  console.error('spin_compare: --rounds: a whole number from 0');
  process.exit(2);
}

const models = [
  {name: 'alert', part: 'alert', defines: []},
  {name: 'run', part: 'run', defines: []},
  {name: 'run, by outcome', part: 'run', defines: ['-DOUTCOMES']},
];
// What SPIN's manual advises for safety alone, and what was fastest on these models: no partial order (there is one
// process), no compression of states of 20 bytes, a table with room for every state, a stack just deep enough.
const compile = ['-O3', '-march=native', '-w', '-DSAFETY', '-DNOREDUCE', '-DNOFAIR', '-DNOCOMP', '-DMEMLIM=2000'];
const search = ['-w18', '-m200000'];

const bench = resolve(build, 'bench_search');
const sources = join(dirname(fileURLToPath(import.meta.url)), 'spin');
const folder = mkdtempSync(join(tmpdir(), 'springback-spin-'));
const core = String(cpus().length - 1);
const run = (program, args) => execFileSync(program, args, {cwd: folder, encoding: 'utf8'});

/// Our states a step, in the day's order.
function ourLayers(part) {
  const lines = run(bench, ['--layers', '--part', part]).trim().split('\n');
  return lines.map((line) => Number(line.split(' ')[2]));
}

function make(model, program, defines) {
  run('spin', [...model.defines, ...defines, '-a', `part_${model.part}.pml`]);
  run('gcc', [...compile, '-o', program, 'pan.c']);
  return join(folder, program);
}

const number = (text, what) => Number(new RegExp(`([\\d.]+) ${what}`).exec(text)?.[1] ?? NaN);

/// SPIN's verifier once, on one core: what it counted, and its processor time.
function spin(program) {
  const words = 'TIMEFORMAT="%U user %S system"; time taskset -c "$@" 2>&1';
  const {stdout, stderr, status} = spawnSync('/bin/bash', ['-c', words, 'time', core, program, ...search],
                                             {cwd: folder, encoding: 'utf8'});
  if (status !== 0 || !/errors: 0/.test(stdout) || /depth too small/.test(stdout)) {
    throw new Error(`SPIN did not finish its search:\n${stdout}`);
  }
  return {
    states: number(stdout, 'states, stored'),
    transitions: number(stdout, 'transitions'),
    inner: number(stdout, 'atomic steps'),
    seconds: number(stderr, 'user') + number(stderr, 'system'),
    layers: [...stdout.matchAll(/^layer \d+ (\d+)/gm)].map((found) => Number(found[1])),
  };
}

/// Our search again and again for a second, on one core.
function ours(part) {
  const line = run('taskset', ['-c', core, bench, '--part', part, '--seconds', '0.3']).trim().split(' ');
  const [states, transitions, evaluations, , seconds] = line.slice(1).map(Number);
  return {states, transitions, inner: evaluations, seconds};
}

function best(a, b) {
  return a && a.seconds <= b.seconds ? a : b;
}

function main() {
  for (const file of readdirSync(sources)) copyFileSync(join(sources, file), join(folder, file));
  writeFileSync(join(folder, 'rules.pml'), run(bench, ['--rules']));
  for (const model of models) {
    const counted = spin(make(model, 'count', ['-DCOUNT'])).layers;
    const expected = ourLayers(model.part);
    if (counted.join() !== expected.join()) {
      console.error(`${model.name}: not the same model\n  SPIN ${counted.join(' ')}\n  ours ${expected.join(' ')}`);
      return 1;
    }
    console.log(`${model.name}: ${expected.length} layers with the same states in both`);
    if (rounds > 0) model.program = make(model, `search_${models.indexOf(model)}`, []);
  }
  if (rounds === 0) {
    console.log(`${models.length} passed, 0 failed`);
    return 0;
  }
  const ourBest = {};
  for (let round = 0; round < rounds; ++round) {
    for (const model of models) {
      model.spin = best(model.spin, spin(model.program));
      ourBest[model.part] = best(ourBest[model.part], ours(model.part));
    }
  }
  const cell = (text, width) => String(text).padStart(width);
  const rate = (count, {seconds}) => Math.round(count / seconds).toLocaleString('en');
  const row = (...cells) => console.log(cells.map((text, i) => i < 2 ? text.padEnd(16) : cell(text, 14)).join(''));
  console.log('');
  row('part', 'search', 'states', 'transitions', 'inner steps', 'seconds', 'states/s', 'transitions/s');
  for (const model of models) {
    for (const [name, of] of [['SPIN', model.spin], ['ours', ourBest[model.part]]]) {
      row(model.name, name, of.states, of.transitions, of.inner, of.seconds.toFixed(4), rate(of.states, of),
          rate(of.transitions, of));
    }
    row('', `${(model.spin.seconds / ourBest[model.part].seconds).toFixed(1)} times`);
  }
  return 0;
}

try {
  process.exitCode = main();
} finally {
  rmSync(folder, {recursive: true});
}
