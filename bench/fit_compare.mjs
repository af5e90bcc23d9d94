// Reading FIT recordings: ours beside Garmin's JavaScript SDK and GPSBabel, in one run on the same files.
//
//   npm ci --ignore-scripts --prefix bench
//   node bench/fit_compare.mjs BUILD_DIR [--files DIR] [--runs N]
//
// BUILD_DIR holds bench_fit and bench_fit_make. Without --files, N made-up runs of an hour are read (default 100).
// Compare the ratios, not the figures: every reader ran on the same machine within the same minute. Seconds are
// processor time (user and system, all threads), so that other work on the machine weighs on none.

import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';

import {Decoder, Stream} from '@garmin/fitsdk';

function option(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
}

const build = process.argv[2];
if (!build || build.startsWith('--')) {
  console.error('usage: node fit_compare.mjs BUILD_DIR [--files DIR] [--runs N]');
  process.exit(2);
}

const made = option('--files') ? null : mkdtempSync(join(tmpdir(), 'springback-fit-'));
const folder = option('--files', made);
if (made) execFileSync(join(build, 'bench_fit_make'), [made, option('--runs', '100')]);

const files = readdirSync(folder).filter((f) => /\.fit$/i.test(f)).map((f) => join(folder, f));
const bytes = files.reduce((sum, f) => sum + statSync(f).size, 0);
const rows = [];

function garmin(name, options) {
  const loaded = files.map((f) => readFileSync(f));
  let records = 0;
  let refused = 0;
  const start = process.cpuUsage();
  for (const file of loaded) {
    try {
      const {messages} = new Decoder(Stream.fromBuffer(file)).read(options);
      records += messages.recordMesgs?.length ?? 0;
    } catch {
      refused += 1;
    }
  }
  const used = process.cpuUsage(start);
  const seconds = (used.user + used.system) / 1e6;
  rows.push({name, rate: bytes / seconds / 1e6, records, refused});
}

function ours() {
  const out = execFileSync(
      join(build, 'bench_fit'),
      ['--benchmark_format=json', '--benchmark_repetitions=3', '--benchmark_min_time=0.3'],
      {env: {...process.env, FIT_BENCH_DIR: folder}, stdio: ['ignore', 'pipe', 'ignore']});
  const best = new Map();
  for (const b of JSON.parse(out).benchmarks) {
    if (b.run_type !== 'iteration') continue;
    best.set(b.run_name, Math.max(best.get(b.run_name) ?? 0, b.bytes_per_second / 1e6));
  }
  rows.push({name: 'springback, checksum and columns', rate: best.get('decode')});
  rows.push({name: 'springback, bouts and totals too', rate: best.get('decode_and_meaning')});
  rows.push({name: 'minimal reader with checksum (the bound)', rate: best.get('minimal_reader')});
  rows.push({name: 'checksum alone', rate: best.get('checksum')});
}

function gpsbabel() {
  const args = ['-i', 'garmin_fit', ...files.flatMap((f) => ['-f', f]), '-o', 'unicsv', '-F', '/dev/null'];
  const result = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time gpsbabel "$@" 2>/dev/null', 'bash', ...args]);
  const [user, system] = String(result.stderr).trim().split(' ').map(Number);
  const seconds = user + system;
  if (result.status === 127) {
    console.error('gpsbabel is not installed: left out');
  } else if (result.status !== 0) {
    console.error('gpsbabel refused one of the files: left out');
  } else {
    rows.push({name: 'gpsbabel, one process (with its output)', rate: bytes / seconds / 1e6});
  }
}

ours();
garmin('@garmin/fitsdk, all conversions off', {
  applyScaleAndOffset: false,
  expandSubFields: false,
  expandComponents: false,
  convertTypesToStrings: false,
  convertDateTimesToDates: false,
  includeUnknownData: false,
  mergeHeartRates: false,
});
garmin('@garmin/fitsdk, as it comes', {});
gpsbabel();
if (made) rmSync(made, {recursive: true});

console.log(`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB\n`);
console.log(`${'reader'.padEnd(44)}${'MB/s'.padStart(9)}${'ours is'.padStart(11)}`);
for (const row of rows) {
  const ratio = `${(rows[0].rate / row.rate).toFixed(rows[0].rate / row.rate < 10 ? 2 : 0)}x`;
  const note = row.refused ? `  (${row.refused} files refused)` : '';
  console.log(`${row.name.padEnd(44)}${row.rate.toFixed(1).padStart(9)}${ratio.padStart(11)}${note}`);
}
