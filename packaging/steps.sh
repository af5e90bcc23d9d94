# Sourced by ./run and ./test: numbered steps, each with its time, its progress and a log of its own.
# shellcheck shell=sh
# The caller sets both of these before its first step.
: "${step_total:?}" "${log_folder:?}"
# What a step says goes into a log, and part of it through grep.
export NO_COLOR=1

step_number=0
step_process=
# What starts a step: a session of its own. Only sudo must stay in the terminal's, where it was let in ("env").
step_start_with=setsid
trap 'stop_step; exit 130' INT
trap 'stop_step; exit 143' TERM HUP

# A step runs in a process group of its own, so that stopping it leaves no compiler behind.
stop_step() {
  [ -z "$step_process" ] || kill -s TERM -- "-$step_process" 2>/dev/null || kill -s TERM "$step_process" 2>/dev/null || true
}

# as_minutes <seconds>: "7 s" or "3 min 05 s".
as_minutes() {
  if [ "$1" -lt 60 ]; then
    echo "$1 s"
  else
    printf '%d min %02d s\n' $(($1 / 60)) $(($1 % 60))
  fi
}

# progress_of <log>: the last thing the step said, short enough for one line.
progress_of() {
  tail -c 400 "$1" 2>/dev/null | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c 1-70
}

# failures_in <log>: the tests that failed and what compilers call errors, as their runners name them.
failures_in() {
  grep -E '^ *(× |✖ |not ok |FAIL |\[  FAILED  \] .* \(|FAILED: |fuzz_[a-z_]*: FAILED)|: (fatal )?error[ :]' "$1" | sed 's/^ *//' | cut -c 1-200 | awk '!said[$0]++' | head -n 20
}

# reasons_in <log>: what the first of them expected and got instead.
reasons_in() {
  grep -E -A 6 ': Failure$|^[A-Za-z]*Error: ' "$1" | cut -c 1-200 | head -n 40
}

# step <name> <title> <program> [arguments]: runs it, says how long it took; on failure what failed and the log's end.
step() {
  step_name=$1
  step_title=$2
  shift 2
  step_number=$((step_number + 1))
  step_log=$log_folder/$step_name.log
  mkdir -p "$log_folder"
  step_label="[$step_number/$step_total] $step_title"
  echo "$step_label"
  step_start=$(date +%s)
  step_said=$step_start
  "$step_start_with" "$@" >"$step_log" 2>&1 </dev/null &
  step_process=$!
  while kill -0 "$step_process" 2>/dev/null; do
    sleep 0.2
    step_now=$(date +%s)
    if [ -t 1 ]; then
      [ "$step_now" = "$step_said" ] && continue
      printf '\r\033[K    %s  %s' "$(as_minutes $((step_now - step_start)))" "$(progress_of "$step_log")"
      step_said=$step_now
    elif [ $((step_now - step_said)) -ge 30 ]; then
      echo "    $(as_minutes $((step_now - step_start)))  $(progress_of "$step_log")"
      step_said=$step_now
    fi
  done
  step_status=0
  wait "$step_process" || step_status=$?
  step_process=
  [ ! -t 1 ] || printf '\r\033[K'
  step_time=$(as_minutes $(($(date +%s) - step_start)))
  if [ "$step_status" = 0 ]; then
    echo "    done in $step_time"
  else
    echo "    FAILED after $step_time (status $step_status):"
    failures_in "$step_log" | sed 's/^/    /'
    reasons_in "$step_log" | sed 's/^/    | /'
    echo "    The end of $step_log:"
    tail -n 60 "$step_log" | sed 's/^/    | /'
  fi
  return "$step_status"
}
