# shellcheck shell=bash disable=SC2034,SC2153
# What can be got, and whether it is there already.
#
# A thing is declared with `thing`, and each source it can come from is a function
# get_<thing>_<source>, tried in order until one succeeds. It calls `took`.

THINGS=()
declare -A PIN NEEDS FROM REMEDY LAZY

# thing NAME PIN "SOURCES" "NEEDS" REMEDY: PIN is what was asked for; a thing in the
# cache that was got for another pin is got again.
thing() {
  THINGS+=("$1")
  PIN[$1]=$2 FROM[$1]=$3 NEEDS[$1]=$4 REMEDY[$1]=$5
}

# The thing is only got when another one asks for it (`demand`).
lazy() { LAZY[$1]=yes; }

# Name of the thing as part of a function's name.
key() { printf '%s' "${1//[^a-z0-9]/_}"; }

# Whether the thing is there. Prints "version<TAB>source".
present() {
  if declare -F "have_$(key "$1")" >/dev/null; then
    "have_$(key "$1")"
  else
    in_cache "$1" && [ -x "$CACHE/bin/$1" ] && recorded "$1"
  fi
}

# Whether the cache's record of the thing is of the wanted pin.
in_cache() {
  local pin
  [ -r "$CACHE/state/$1" ] || return 1
  IFS=$'\t' read -r pin _ <"$CACHE/state/$1"
  [ "$pin" = "${PIN[$1]}" ]
}

# "version<TAB>source" of the record.
recorded() {
  local version source
  IFS=$'\t' read -r _ version source <"$CACHE/state/$1"
  printf '%s\tcache (%s)\n' "$version" "${source#cache (}"
}

# Called by a get_ function at its end: took VERSION SOURCE.
took() { printf '%s\t%s\n' "$1" "$2" >"$RUN/$THING.took"; }

# Puts a tool where everybody finds it: provide FILE [NAME].
provide() {
  mkdir -p "$CACHE/bin"
  ln -sfn "$1" "$CACHE/bin/.${2:-$THING}.$$"
  mv -fT "$CACHE/bin/.${2:-$THING}.$$" "$CACHE/bin/${2:-$THING}"
}

# Whether version $1 is $2 or newer.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n1)" = "$2" ]; }

# First version number in the text on standard input.
version_in() { grep -oE '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n1; }
