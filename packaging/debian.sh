# Sourced by ./run and ./test: which packages of debian-packages.txt are missing, and installing them.
# shellcheck shell=sh

# missing_packages <section>...: the names of packages that are not installed, on one line.
missing_packages() {
  awk -v sections=" $* " '
    /^[[:space:]]*(#|$)/ { next }
    index(sections, " " $1 " ") { print $2, ($3 == "unless" ? $4 : "-") }
  ' packaging/debian-packages.txt | while read -r package unless; do
    if [ "$unless" != - ] && command -v "$unless" >/dev/null 2>&1; then continue; fi
    case "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null)" in
      ?i*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

# install_missing <section>...: asks apt for what is missing and for nothing else; 3 when it cannot.
install_missing() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "  This is no Debian: the packages of packaging/debian-packages.txt are taken to be there."
    return 0
  fi
  missing=$(missing_packages "$@")
  if [ -z "$missing" ]; then
    echo "  Every package needed is installed."
    return 0
  fi
  echo "  Missing: $missing"
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
    as_root=sudo
  else
    echo "  Neither root nor sudo here. Ask whoever runs this machine for:" >&2
    echo "    apt-get install --no-install-recommends $missing" >&2
    return 3
  fi
  # shellcheck disable=SC2086  # a list of words, and an empty word, on purpose
  if ! { $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing; }; then
    echo "  apt-get could not install them; what it said stands above." >&2
    return 3
  fi
}
