// Importing an account's export: what `springback import` and a first `today` take, beside libdeflate unpacking the
// same members and doing nothing else; and an Apple Health export of a gigabyte.
//
//   node bench/import_compare.mjs BUILD_DIR [--recordings N] [--megabytes N] [--rounds N] [--folder DIR]
//
// BUILD_DIR holds springback and bench_import. Everything is made up, lies in a folder of its own (below DIR, default:
// the system's for temporary files) and goes away at the end. Rounds take turns; the best of each counts. Compare the
// ratios, not the figures.

import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import process from 'node:process';

function option(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
}

const build = process.argv[2];
if (!build || build.startsWith('--')) {
  console.error('usage: node import_compare.mjs BUILD_DIR [--recordings N] [--megabytes N] [--rounds N] [--folder DIR]');
  process.exit(2);
}
const bench = resolve(build, 'bench_import');
const springback = resolve(build, 'springback');
const recordings = Number(option('--recordings', '3000'));
const megabytes = Number(option('--megabytes', '1000'));
const rounds = Number(option('--rounds', '3'));

const folder = mkdtempSync(join(option('--folder', tmpdir()), 'springback-import-'));
const file = (name) => join(folder, name);

// Wall seconds, processor seconds and megabytes of memory of one process; `expect` must stand in what it prints.
function run(expect, ...args) {
  const {stdout, stderr, status} = spawnSync(bench, ['run', springback, ...args], {encoding: 'utf8'});
  if (status !== 0 || !stdout.includes(expect)) throw new Error(`${args.join(' ')}: ${status}\n${stdout}${stderr}`);
  const [wall, cpu, memory] = stdout.trim().split('\n').at(-1).split(' ').map(Number);
  return {wall, cpu, memory};
}

const best = (a, b) => (a && a.wall <= b.wall ? a : b);
const say = (name, {wall, cpu, memory}, more = '') =>
  console.log(`${name.padEnd(46)}${wall.toFixed(2).padStart(8)} s${cpu.toFixed(2).padStart(8)} s` +
              `${memory ? memory.toFixed(0).padStart(6) : ''.padStart(6)} MB  ${more}`);

try {
  if (recordings > 0) {
    execFileSync(bench, ['zip', file('export.zip'), String(recordings)]);
    let alone, imported, again, today;
    let bytes = 0;
    for (let round = 0; round < rounds; ++round) {
      const [wall, mb] = execFileSync(bench, ['inflate', file('export.zip')], {encoding: 'utf8'}).split(' ').map(Number);
      bytes = mb;
      alone = best(alone, {wall, cpu: wall});
      rmSync(file('data'), {recursive: true, force: true});
      const now = run(`${recordings} imported`, '--data', file('data'), 'import', file('export.zip'));
      const shown = run('', '--data', file('data'), 'today');
      if (!imported || now.wall + shown.wall < imported.wall + today.wall) [imported, today] = [now, shown];
      again = best(again, run(`${recordings} there already`, '--data', file('data'), 'import', file('export.zip')));
    }
    const packed = statSync(file('export.zip')).size / 1e6;
    console.log(`${recordings} recordings, ${bytes.toFixed(0)} MB of FIT, ${packed.toFixed(0)} MB as .fit.gz in a zip`);
    console.log(`${''.padEnd(46)}    wall  processor  memory`);
    say('libdeflate alone, one thread', alone);
    say('import into a fresh folder', imported);
    say('the first look at today', today);
    const ratio = (key) => ((imported[key] + today[key]) / alone[key]).toFixed(2);
    say('import again: all there already', again);
    console.log(`import and today: ${ratio('wall')} times libdeflate's wall time, ${ratio('cpu')} times its processor time\n`);
  }
  if (megabytes > 0) {
    execFileSync(bench, ['apple', file('export.xml'), String(megabytes)]);
    let apple;
    for (let round = 0; round < rounds; ++round) {
      rmSync(file('data'), {recursive: true, force: true});
      apple = best(apple, run(`${megabytes} imported`, '--data', file('data'), 'import', file('export.xml')));
    }
    console.log(`Apple Health, ${(statSync(file('export.xml')).size / 1e6).toFixed(0)} MB, ${megabytes} workouts`);
    say('import into a fresh folder', apple);
  }
} finally {
  rmSync(folder, {recursive: true, force: true});
}
