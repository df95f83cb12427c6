# shellcheck shell=bash disable=SC2153 # THINGS is what it looks like
# The table, what is missing, and the environment file.
finish() {
  local name version source missing=()
  printf '%-22s %-16s %7s  %s\n' WHAT VERSION SECONDS FROM
  for name in "${THINGS[@]}"; do
    if [ -e "$RUN/$name.took" ] && [ "$(<"$RUN/$name.done")" = ok ]; then
      IFS=$'\t' read -r version source <"$RUN/$name.took"
      printf '%-22s %-16s %7s  %s\n' "$name" "$version" "$(cat "$RUN/$name.seconds" 2>/dev/null || printf 0)" "$source"
    elif [ "${LAZY[$name]:-}" != yes ] || [ -e "$RUN/$name.done" ]; then
      missing+=("$name")
    fi
  done
  write_environment
  printf '\n%s after %s, in %s\n' "$([ ${#missing[@]} = 0 ] && printf 'Everything is there' || printf 'Not everything could be had')" "$(clock)" "$CACHE"
  if [ ${#missing[@]} != 0 ]; then
    printf '\nMissing:\n'
    for name in "${missing[@]}"; do explain "$name"; done
    exit 1
  fi
  forget_builds
}

explain() {
  local outcome
  outcome=$(<"$RUN/$1.done")
  if [ "$outcome" != failed ]; then
    printf '  %s: needs %s, see there\n' "$1" "${outcome#failed }"
  else
    printf '  %s: %s\n      log: %s\n' "$1" "${REMEDY[$1]}" "$CACHE/log/$1.log"
  fi
}
