# shellcheck shell=bash disable=SC2034,SC2164 # ARCH… are for things/; `set -e` minds cd
# The places things come from. Each function fails when the place doesn't have it,
# so that the next one is tried.

case $(uname -m) in
  x86_64) ARCH=amd64 ARCH_GNU=x86_64 ARCH_NODE=x64 ;;
  aarch64 | arm64) ARCH=arm64 ARCH_GNU=arm64 ARCH_NODE=arm64 ;;
  *) printf 'bootstrap: no tools are released for %s\n' "$(uname -m)" >&2 && exit 2 ;;
esac

# Whether anything answers there over HTTPS: asked once a run, for 3 seconds at most.
reachable() {
  (
    flock 6
    [ -e "$RUN/reach.$1" ] || {
      local answer=no
      if curl -sSI -m 3 -o "$RUN/head.$1" "https://$1/"; then answer=yes; fi
      printf '%s' "$answer" >"$RUN/reach.$1"
    }
  ) 6>"$RUN/reach.$1.lock"
  [ "$(<"$RUN/reach.$1")" = yes ]
}

# download URL FILE
download() {
  local host=${1#https://}
  reachable "${host%%/*}"
  curl -fsSL --connect-timeout 5 --max-time 900 --retry 2 -o "$2" "$1"
}

# Compares the file with its line in a list of SHA-256 sums: verify FILE SUMS
verify() {
  local wanted
  wanted=$(awk -v name="${1##*/}" '$2 == name || $2 == "*" name { print $1; exit }' "$2")
  [ -n "$wanted" ]
  printf '%s  %s\n' "$wanted" "$1" | sha256sum --check --quiet
}

# Downloads an archive, verifies and unpacks it: release BASE_URL ARCHIVE SUMS_NAME.
# Prints the folder it lies in, which is the thing's own.
release() {
  local work=$RUN/$THING.release folder=$CACHE/tools/$THING-release
  mkdir -p "$work/out"
  download "$1/$2" "$work/$2"
  download "$1/$3" "$work/sums"
  # A file that holds nothing but the sum belongs to this one archive.
  [ "$(wc -w <"$work/sums")" != 1 ] || printf '%s  %s\n' "$(<"$work/sums")" "$2" >"$work/sums"
  verify "$work/$2" "$work/sums"
  case $2 in
    *.zip) unzip -qo "$work/$2" -d "$work/out" ;;
    *) tar -xf "$work/$2" -C "$work/out" ;;
  esac
  settle "$work/out" "$folder"
}

# Moves a finished folder into place and prints where: settle FROM TO
settle() {
  mkdir -p "${2%/*}"
  rm -rf "$2"
  mv "$1" "$2"
  printf '%s\n' "$2"
}

# Takes a tool that the machine has: from_path COMMAND MINIMUM VERSION_COMMAND…
from_path() {
  local file version minimum=$2
  file=$(type -P "$1")
  shift 2
  version=$("$@" 2>&1 | version_in)
  at_least "$version" "$minimum"
  provide "$file"
  took "$version" "path ($file)"
}

# Installs Python packages, with nothing run to build them, in a virtual environment
# of their own. It can't be moved afterwards, so `ready` marks a finished one.
python_packages() {
  local folder=$CACHE/python/$THING
  rm -rf "$folder"
  "$CACHE/python/base/bin/python" -m venv --without-pip "$folder"
  "$CACHE/python/base/bin/pip" --python "$folder/bin/python" install --quiet --no-compile \
    --disable-pip-version-check --only-binary=:all: "$@"
}

# Unpacks a wheel. Prints the folder.
python_wheel() {
  local work=$RUN/$THING.wheel
  mkdir -p "$work"
  "$CACHE/python/base/bin/pip" download --quiet --no-deps --disable-pip-version-check \
    --only-binary=:all: --dest "$work" "$1" >&2
  unzip -qo "$work"/*.whl -d "$work/out"
  settle "$work/out" "$CACHE/tools/$THING-wheel"
}

# Builds the tool of a wrapper module in script/bootstrap.d/go/, whose go.sum holds
# the checksum of every module it takes: go_module FOLDER FILE [LDFLAGS]
go_module() {
  local package
  demand go
  cd "$PARTS/go/$1"
  package=$(sed -n 's/^tool //p' go.mod)
  # No variable of the caller's changes what is built. CGO_ENABLED=0: static, and no C compiler needed.
  export GOFLAGS="-mod=readonly -modcacherw -trimpath -buildvcs=false" GOWORK=off GOTOOLCHAIN=local CGO_ENABLED=0
  export GOMODCACHE=$CACHE/go/mod GOCACHE=$CACHE/go/build
  printf 'fetching Go modules' >"$RUN/$THING.phase"
  if [ -e without/list ]; then
    leave_out "$RUN/$THING.without"
    GOFLAGS+=" -modfile=$RUN/$THING.without/go.mod"
  fi
  "$CACHE/bin/go" list -deps "$package" >/dev/null
  printf 'waiting for another build' >"$RUN/$THING.phase"
  mkdir -p "${2%/*}"
  (
    # One build uses every core; two at once only share them.
    flock 4
    printf 'compiling' >"$RUN/$THING.phase"
    "$CACHE/bin/go" build -ldflags "-s -w ${3:-}" -o "$RUN/$THING.bin" "$package"
  ) 4>"$CACHE/tmp/compile.lock"
  mv -f "$RUN/$THING.bin" "$2"
}

# For the wrapper module in the current folder: copies the modules named in without/list,
# verified by go.sum when they were fetched, replaces or removes the files listed there, and
# writes a go.mod that takes the copies. (Go's -overlay does not reach into the module cache.)
leave_out() {
  local module path stub copy
  mkdir -p "$1"
  cp go.mod go.sum "$1/"
  while read -r module path stub; do
    copy=$1/${module//\//_}
    if [ ! -d "$copy" ]; then
      "$CACHE/bin/go" mod download "$module"
      cp -r --no-preserve=mode "$("$CACHE/bin/go" list -m -f '{{.Dir}}' "$module")" "$copy"
      "$CACHE/bin/go" mod edit -replace "$module=$copy" "$1/go.mod"
    fi
    if [[ $path != *.go ]]; then
      rm "$copy/$path"/*.go
      path+=/stub.go
    fi
    cp "without/$stub" "$copy/$path"
  done <without/list
}

# What the builds left behind is gigabytes, and of no use once everything is there.
# Deleting them takes seconds, which nobody need wait for.
forget_builds() {
  [ -d "$CACHE/go" ] || return 0
  mv "$CACHE/go" "$CACHE/tmp/go.$$"
  rm -rf "$CACHE/tmp/go.$$" >/dev/null 2>&1 9>&- &
}
