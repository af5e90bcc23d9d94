#!/bin/sh
# Tries the two commands of the README on a bare Debian 12, in a root of its own, and times them.
#   tests/house/bare_debian.sh FOLDER [run|test|all]      as root; needs debootstrap; FOLDER is made and kept
# The bare system is kept in FOLDER/bare.tar.gz, so that every trial starts from the same nothing. The committed state
# of this repository is tried. Each command runs twice: the second time says what a second time costs.
# TRIAL_CCACHE=FOLDER takes a compiler cache along: faster, and then no measure of a first time.
# What this machine needs to reach its registries (name service, apt's and npm's settings, certificates) is taken along.
set -eu
repository=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:?tests/house/bare_debian.sh FOLDER [run|test|all]}
what=${2-all}
root=$folder/root
mkdir -p "$folder"

if [ ! -e "$folder/bare.tar.gz" ]; then
  rm -rf "$root"
  debootstrap --variant=minbase bookworm "$root" >"$folder/debootstrap.log"
  tar -C "$root" -czf "$folder/bare.tar.gz.part" .
  mv "$folder/bare.tar.gz.part" "$folder/bare.tar.gz"
fi
rm -rf "$root"
mkdir -p "$root"
tar -C "$root" -xzf "$folder/bare.tar.gz"

# Debian's own archives, as this machine is set up to reach them.
rm -f "$root/etc/apt/sources.list"
cp /etc/apt/sources.list "$root/etc/apt/" 2>/dev/null || true
cp /etc/apt/sources.list.d/debian.sources "$root/etc/apt/sources.list.d/" 2>/dev/null || true
for file in /etc/resolv.conf /etc/hosts /etc/npmrc /etc/apt/apt.conf.d/99*; do
  [ ! -f "$file" ] || cp "$file" "$root$file"
done
if [ -d /usr/local/share/ca-certificates ]; then
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
fi
mkdir -p "$root/root/springback"
git -C "$repository" archive HEAD | tar -C "$root/root/springback" -xf -
# With a compiler cache taken along, the trial says whether the commands work, not what they cost.
if [ -n "${TRIAL_CCACHE-}" ]; then
  mkdir -p "$root/root/.cache"
  cp -a "$TRIAL_CCACHE" "$root/root/.cache/ccache"
fi

# inside COMMAND: runs it in the root, with mounts that end with it.
inside() {
  # shellcheck disable=SC2016  # $1 and $2 are the inner shell's
  unshare --mount --pid --fork sh -c '
    mount -t proc proc "$1/proc" && mount -t tmpfs tmpfs "$1/dev/shm" 2>/dev/null
    mkdir -p "$1/dev/pts" && mount -t devpts devpts "$1/dev/pts" 2>/dev/null
    exec chroot "$1" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 sh -c "cd /root/springback && $2"
  ' - "$root" "$1" </dev/null
}

# timed NAME COMMAND: how it ended, how long it took, and how much the processors worked for it (all cores together:
# where other work shares the machine, this and not the clock says what the command costs).
timed() {
  start=$(date +%s)
  worked=$(
    status=0
    inside "$2" >"$folder/$1.log" 2>&1 || status=$?
    times >"$folder/$1.times" # the last line: what the commands in it worked, for itself and in the system
    tail -n 1 "$folder/$1.times"
    echo "status $status"
  )
  seconds=$(($(date +%s) - start))
  echo "$1:" $worked, "$((seconds / 60)) min $((seconds % 60)) s, last line: $(tail -n 1 "$folder/$1.log")"
}

for command in "$root/usr/bin/make" "$root/usr/bin/g++" "$root/usr/bin/node"; do
  [ ! -e "$command" ] || { echo "not bare: $command" >&2 && exit 3; }
done
if [ "$what" != test ]; then
  timed run-first './run --build-only'
  timed run-second './run --build-only'
fi
if [ "$what" != run ]; then
  timed test-first ./test
  timed test-second ./test
fi
