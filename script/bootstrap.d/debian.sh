# shellcheck shell=bash disable=SC2153 # THING is what it looks like
# What comes from Debian's (or Ubuntu's) packages. Nothing here asks anything.

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

# The machine's package lists, brought up to date once a run.
package_lists() {
  (
    flock 5
    [ ! -e "$RUN/apt-updated" ] || exit 0
    # A source of the machine's that fails need not be the one that is asked for: installing tells.
    update_lists || true
    touch "$RUN/apt-updated"
  ) 5>"$RUN/apt.lock"
}

# `apt-get update` doesn't wait for the lock of another one, whatever its options say.
update_lists() {
  local begun=$SECONDS said
  until said=$(as_root apt-get -qq update 2>&1); do
    printf '%s\n' "$said" >&2
    [[ $said == *lists/lock* ]] && ((SECONDS - begun < 300)) || return 1
    sleep 2
  done
}

# Installs packages, with nothing that they only recommend. Without this run's locks: a service
# that is started by it would hold them for as long as it runs.
install_packages() {
  type -P apt-get >/dev/null
  package_lists
  (
    flock 5
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o DPkg::Lock::Timeout=300 \
      -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
      --no-install-recommends install "$@" </dev/null 4>&- 5>&- 6>&- 7>&- 9>&-
  ) 5>"$RUN/apt.lock"
}

# Unpacks a package without installing it, so that no service of it is started
# and nothing outside the cache changes. Prints the folder.
debian_package() {
  type -P apt-get >/dev/null
  apt-cache show "$1" >/dev/null 2>&1 || package_lists
  local work=$RUN/$THING.deb
  mkdir -p "$work/out"
  # _apt, the user that downloads, may not write here: apt then does it as root and says so.
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$1" >&2)
  dpkg-deb -x "$work"/*.deb "$work/out"
  settle "$work/out" "$CACHE/tools/$THING-debian"
}
