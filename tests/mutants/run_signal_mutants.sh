#!/bin/sh
# Puts each fault of signals.tsv into a scratch copy of the tree, builds the oracle's test and runs it: a fault that no
# generated life shows has survived.
#   run_signal_mutants.sh            every fault, but those that the list explains
#   run_signal_mutants.sh NAME...    these alone
# SPRINGBACK_MUTANT_LIVES says how many lives may pass before a fault counts as survived (10000).
set -eu
cd "$(dirname "$0")/../.."
list=$PWD/tests/mutants/signals.tsv
lives=${SPRINGBACK_MUTANT_LIVES:-10000}
scratch=$PWD/build/mutants/signals
log=$PWD/build/mutants/signals.log

# The tree as it is, without what was built; files that have not changed keep their times, so that only the fault is
# compiled.
copy_tree() {
  mkdir -p "$scratch/tree"
  for folder in src tests protocols cmake lang; do
    mkdir -p "$scratch/tree/$folder"
    (cd "$folder" && find . -type f ! -path '*/node_modules/*') | while read -r file; do
      cmp -s "$folder/$file" "$scratch/tree/$folder/$file" && continue
      mkdir -p "$(dirname "$scratch/tree/$folder/$file")"
      cp "$folder/$file" "$scratch/tree/$folder/$file"
    done
  done
  cp CMakeLists.txt "$scratch/tree/CMakeLists.txt"
}

build() {
  cmake --build "$scratch/build" --target test_oracle >"$log" 2>&1
}

run() {
  SPRINGBACK_ORACLE_DIARIES=$lives SPRINGBACK_ORACLE_SHRINK=0 "$scratch/build/test_oracle" --gtest_filter='*agree*' \
    >"$log" 2>&1
}

# put <file> <old> <new>: the one place of the file that reads `old`.
put() {
  node -e '
    const fs = require("node:fs");
    const [file, old, put] = process.argv.slice(1);
    const parts = fs.readFileSync(file, "utf8").split(old);
    if (parts.length !== 2) { console.error(`${file}: "${old}" stands ${parts.length - 1} times, not once`); process.exit(1); }
    fs.writeFileSync(file, parts.join(put));
  ' "$@"
}

copy_tree
cmake -S "$scratch/tree" -B "$scratch/build" -G Ninja -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -w" \
  -DSPRINGBACK_TESTS=ON -DSPRINGBACK_WEB=OFF >"$log" 2>&1 || { cat "$log"; exit 3; }
build || { tail -20 "$log"; exit 3; }
run || { echo "the tree without a fault differs from the oracle already"; tail -5 "$log"; exit 1; }

killed=0 survived=0 broken=0 explained=0
while IFS='	' read -r name file old new why; do
  case $name in '' | \#* | name) continue ;; esac
  if [ $# -gt 0 ]; then
    case " $* " in *" $name "*) ;; *) continue ;; esac
  elif [ -n "$why" ]; then
    explained=$((explained + 1))
    continue
  fi
  cp "$scratch/tree/$file" "$scratch/kept"
  if ! put "$scratch/tree/$file" "$old" "$new"; then
    echo "broken    $name"
    broken=$((broken + 1))
    continue
  fi
  if ! build; then
    echo "broken    $name: does not compile"
    broken=$((broken + 1))
  elif run; then
    echo "survived  $name"
    survived=$((survived + 1))
  else
    echo "killed    $name: $(sed -n 's/^seed \([0-9]*\): [0-9-]*, \([^:]*\):.*/\2, seed \1/p' "$log" | head -1)"
    killed=$((killed + 1))
  fi
  cp "$scratch/kept" "$scratch/tree/$file"
done <"$list"
echo "$killed killed, $survived survived, $broken broken, $explained explained in the list"
echo "$killed passed, $((survived + broken)) failed"
[ "$survived$broken" = 00 ] && [ "$killed" != 0 ]
