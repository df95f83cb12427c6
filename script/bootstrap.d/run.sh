# shellcheck shell=bash disable=SC2153 # THING and THINGS are what they look like
# Runs everything that is missing beside each other and reports.

check_all() {
  local name row missing=()
  RUN=$(mktemp -d)
  trap 'rm -rf "$RUN"' EXIT
  for name in "${THINGS[@]}"; do
    if row=$(present "$name"); then
      printf '%-22s %-16s %s\n' "$name" "${row%%$'\t'*}" "${row#*$'\t'}"
    elif [ "${LAZY[$name]:-}" = yes ]; then
      printf '%-22s %-16s %s\n' "$name" - "not there; only got when something must be built"
    else
      printf '%-22s %-16s %s\n' "$name" - missing
      missing+=("$name")
    fi
  done
  [ ${#missing[@]} = 0 ] && return
  printf '\nMissing: %s. Run script/bootstrap.\n' "${missing[*]}"
  return 1
}

get_all() {
  mkdir -p "$CACHE/state" "$CACHE/bin" "$CACHE/log" "$CACHE/tmp"
  exec 9>"$CACHE/lock"
  if ! flock -n 9; then
    say "another bootstrap is at work on $CACHE; waiting for it (at most 30 minutes)"
    flock -w 1800 9 || refuse "the other bootstrap still holds $CACHE/lock after 30 minutes"
  fi
  # Nothing of an interrupted run is of use: everything is built aside and moved into place.
  rm -rf "${CACHE:?}/tmp/"*
  RUN=$(mktemp -d "$CACHE/tmp/run.XXXXXX")
  STARTED=$(date +%s)
  JOBS=()
  local name row
  for name in "${THINGS[@]}"; do
    if row=$(present "$name"); then
      printf '%s\n' "$row" >"$RUN/$name.took"
      printf ok >"$RUN/$name.done"
    fi
  done
  trap 'stop_all $?' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  set -m # each job gets a process group, so that an interrupt can end all of it
  for name in "${THINGS[@]}"; do
    [ -e "$RUN/$name.done" ] || [ "${LAZY[$name]:-}" = yes ] || start "$name"
  done
  # A job too: bash 5.2 misreads a trap that comes during $(…), and `wait` has none.
  watch_all &
  local watcher=$!
  [ ${#JOBS[@]} = 0 ] || wait "${JOBS[@]}" || true
  touch "$RUN/over"
  wait "$watcher" || true
  trap - INT TERM
  set +m
  finish
}

start() {
  # However it ends, those who wait for it hear of it.
  (
    trap '[ -e "$RUN/$1.done" ] || printf failed >"$RUN/$1.done"' EXIT
    get "$1"
  ) </dev/null &
  JOBS+=("$!")
}

# Gets one thing from the first of its sources that has it.
get() {
  # shellcheck disable=SC2034 # read by `took` and `provide`
  THING=$1
  local need source begun=$SECONDS job row
  for need in ${NEEDS[$1]}; do
    if ! await "$need"; then
      printf 'failed %s' "$need" >"$RUN/$1.done"
      return
    fi
  done
  # An engine that only now runs has its images still.
  if row=$(present "$1"); then
    printf '%s\n' "$row" >"$RUN/$1.took"
    printf ok >"$RUN/$1.done"
    return
  fi
  begun=$SECONDS
  for source in ${FROM[$1]}; do
    printf '%s' "${source//_/ }" >"$RUN/$1.phase"
    # As a job of its own: `set -e` does not hold in a function called by `if`.
    (set -e && "get_$(key "$1")_$source") >>"$CACHE/log/$1.log" 2>&1 &
    job=$!
    if wait "$job" && [ -e "$RUN/$1.took" ]; then
      printf '%s\t%s' "${PIN[$1]}" "$(<"$RUN/$1.took")" >"$CACHE/state/$1"
      printf '%s' "$((SECONDS - begun))" >"$RUN/$1.seconds"
      printf ok >"$RUN/$1.done"
      return
    fi
  done
  printf 'failed' >"$RUN/$1.done"
}

# Waits until the thing is there; false when it could not be got.
await() {
  until [ -e "$RUN/$1.done" ]; do sleep 0.2; done
  [ "$(<"$RUN/$1.done")" = ok ]
}

# Gets a lazy thing, once, whoever asks first.
demand() {
  (
    flock 7
    [ -e "$RUN/$1.done" ] || get "$1"
  ) 7>"$RUN/$1.lock"
  await "$1"
}

say() { printf '%s\n' "$1" >&2; }

clock() {
  local past=$(($(date +%s) - STARTED))
  printf '%d:%02d' $((past / 60)) $((past % 60))
}

# Tells of each thing as it ends, and every 15 seconds what is still going on.
watch_all() {
  local name told=" " last=$SECONDS waiting over=no
  while [ $over = no ]; do
    if [ -e "$RUN/over" ]; then over=yes; fi
    waiting=""
    for name in "${THINGS[@]}"; do
      [ -e "$RUN/$name.phase" ] || continue
      if [ ! -e "$RUN/$name.done" ]; then
        waiting+=", $name ($(<"$RUN/$name.phase"))"
      elif [[ $told != *" $name "* ]]; then
        told+="$name "
        tell "$name"
      fi
    done
    if ((SECONDS - last >= 15)) && [ -n "$waiting" ]; then
      say "$(clock)  … ${waiting#, }"
      last=$SECONDS
    fi
    [ $over = yes ] || sleep 0.3
  done
}

tell() {
  if [ "$(<"$RUN/$1.done")" = ok ]; then
    say "$(clock)  ok $1 $(tr '\t' ' ' <"$RUN/$1.took"), $(<"$RUN/$1.seconds") s"
  else
    say "$(clock)  FAILED $1"
  fi
}

# Ends what this run started, with everything below it: asks, and after 3 seconds no longer asks.
stop_all() {
  set +e
  trap '' INT TERM
  local job tries started
  # Bash's own list: an interrupt may come before a job is in JOBS.
  mapfile -t started < <(jobs -p)
  set +m
  disown -a
  for job in "${started[@]}"; do kill -- "-$job" 2>/dev/null || true; done
  for tries in {1..30}; do
    anybody_left "${started[@]}" || break
    sleep 0.1
  done
  [ "$tries" != 30 ] || for job in "${started[@]}"; do kill -KILL -- "-$job" 2>/dev/null || true; done
  # What was just ended may still have a file half written.
  for tries in {1..20}; do
    rm -rf "$RUN" 2>/dev/null && break
    sleep 0.1
  done
  trap - EXIT
  exit "$1"
}

anybody_left() {
  local job
  for job in "$@"; do kill -0 -- "-$job" 2>/dev/null && return; done
  return 1
}
