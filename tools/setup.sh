# Shared by start, test and varde; $root is the checkout. Everything said goes to stderr: stdout belongs to the command.

say() { printf '%s\n' "$*" >&2; }

# Packages as package-lock.json says, and Node 24 in front: on Linux (x64, arm64) the packages bring it.
use_packages() {
  installed="$root/node_modules/.package-lock.json"
  if [ ! -e "$installed" ] || [ -n "$(find "$root/package-lock.json" -newer "$installed")" ]; then
    if ! command -v npm >/dev/null 2>&1; then
      say "Varde needs Node 20 or newer with npm on PATH to install itself."
      return 1
    fi
    say "Installing npm packages into node_modules (npm ci)."
    (cd "$root" && npm ci --no-audit --no-fund --loglevel=error >&2) || return 1
  fi
  PATH="$root/node_modules/.bin:$PATH"
  export PATH
  found=$(node --version 2>/dev/null || echo none)
  major=${found#v}
  case "${major%%.*}" in
    '' | *[!0-9]* | ? | 1? | 2[0-3])
      say "Varde runs on Node 24 or newer; put it on PATH (found: $found). Only on Linux (x64, arm64) Varde brings its own."
      return 1
      ;;
  esac
}

# The pages, when a source is newer than what was built.
build_pages() {
  built="$root/dist/web/index.html"
  if [ -e "$built" ]; then
    newer=$(cd "$root" && find src/ui src/apps/web src/capabilities src/domain docs/user package-lock.json -newer "$built" ! -name '*.test.ts' 2>/dev/null | head -n 1)
    [ -n "$newer" ] || return 0
  fi
  say "Building the pages into dist/web."
  (cd "$root" && npm run --silent build:web >&2)
}

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_fonts() { [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]; }
has_postgres() { [ -n "${VARDE_TEST_DATABASE_URL:-}" ] || ls /usr/lib/postgresql/*/bin/initdb || pg_config --bindir; }

has_postfix() { [ -x /usr/lib/postfix/sbin/master ]; }
has_dovecot() { [ -x /usr/lib/dovecot/imap ]; }
has_gpg() { command -v gpg; }
has_pdftotext() { command -v pdftotext; }
has_unbound() { command -v unbound; }

# Names of the Debian packages that the suites need and this machine lacks.
absent_tools() {
  has_chromium >/dev/null 2>&1 || printf ' chromium'
  has_fonts || printf ' fonts-dejavu-core'
  has_postgres >/dev/null 2>&1 || printf ' postgresql'
  has_postfix || printf ' postfix'
  has_dovecot || printf ' dovecot-imapd'
  has_gpg >/dev/null 2>&1 || printf ' gnupg'
  has_pdftotext >/dev/null 2>&1 || printf ' poppler-utils'
  has_unbound >/dev/null 2>&1 || printf ' unbound'
}

# Installs Debian packages without a question and without starting what they bring: tests start their own servers on loopback.
# What ran before is left alone. postfix gets no configuration, since its answer to no question is a server for the internet.
install_quietly() {
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
  fi
  case " $* " in *' postfix '*) echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections ;; esac
  outcome=0
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"; } || outcome=$?
  if [ -d /run/systemd/system ]; then
    for server in "$@"; do
      case "$server" in
        postfix) systemctl disable --quiet postfix || true ;;
        dovecot-imapd) systemctl disable --quiet dovecot || true ;;
        unbound) systemctl disable --quiet unbound || true ;;
      esac
    done
  fi
  return "$outcome"
}

# What the suites need beside npm packages: installed on Debian and Ubuntu as root, named elsewhere.
install_tools() {
  absent=$(absent_tools)
  [ -n "$absent" ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    say "Not on this machine, and not installed by this script:$absent."
    return 0
  fi
  say "Installing Debian packages for the test suites (apt-get):$absent. --no-install refuses this."
  # shellcheck disable=SC2086 # a list of names
  (install_quietly $absent) >&2 ||
    say "apt-get could not install them; suites that need them are skipped by name."
}
