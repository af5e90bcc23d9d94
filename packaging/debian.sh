# Sourced by ./run and ./test, after steps.sh: which packages of debian-packages.txt are missing, and installing them.
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

# install_missing <section>...: a step that asks apt for what is missing, and for nothing else; 3 when it cannot.
install_missing() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    step packages "Packages: no Debian here, those of packaging/debian-packages.txt are taken to be there" true
    return
  fi
  missing=$(missing_packages "$@")
  if [ -z "$missing" ]; then
    step packages "Packages: all there" true
    return
  fi
  step_start_with=setsid
  as_root=
  if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    step_start_with=env
    if ! command -v sudo >/dev/null 2>&1 || ! { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
      echo "Packages are missing, and neither root nor sudo is here to install them. Ask whoever runs this machine for:" >&2
      echo "  apt-get install --no-install-recommends $missing" >&2
      return 3
    fi
  fi
  echo "Missing packages: $missing"
  status=0
  # shellcheck disable=SC2086,SC2016  # an empty word and a list of words, on purpose; $@ is the inner shell's
  step packages "Installing them with apt-get" $as_root env DEBIAN_FRONTEND=noninteractive sh -c '
    apt-get update -q && apt-get install -y -q --no-install-recommends "$@"' - $missing || status=3
  step_start_with=setsid
  return "$status"
}
