#!/usr/bin/env bash
# Durable mails per second at 1, 8 and 32 senders, beside Postfix with maildir in the same run.
#
#   benches/mail.sh [MESSAGES] [ROUNDS]
#
# Needs ../shared/bench/mailload.py and, for the peer, Postfix (installed if root and missing).
# Prints one line per level and round; A B A B, so that a drifting machine shows.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/lib.sh

messages=${1:-1500}
rounds=${2:-3}
make_desk
start_desk
start_postfix || echo "skipped: the peer (no Postfix)"
for round in $(seq "$rounds"); do
  level desk "$desk_smtp" support@bench.example "$desk_pid" "$messages" "$round"
  [ -z "${postfix_pid:-}" ] || level postfix "$postfix_smtp" bench@bench.example "$postfix_pid" "$messages" "$round"
done
stop_desk
"$python" - "$work" <<'PY'
import glob, json, statistics, sys
rows = {}
for path in sorted(glob.glob(sys.argv[1] + "/level-*.json")):
    name = path.split("level-")[1].split("-")[0]
    for level in json.load(open(path))["levels"]:
        rows.setdefault((name, level["concurrency"]), []).append(level)
print(f"{'':8} {'senders':>7} {'mails/s':>9} {'p50 ms':>8} {'p99 ms':>8} {'cpu s/1000':>10}")
for (name, senders), levels in sorted(rows.items(), key=lambda row: (row[0][1], row[0][0])):
    middle = lambda pick: statistics.median(pick(level) for level in levels)
    rate = middle(lambda l: l["accepted_per_s"])
    p50 = middle(lambda l: l["final_dot_ms"]["p50"])
    p99 = middle(lambda l: l["final_dot_ms"]["p99"])
    cpu = middle(lambda l: l.get("cpu_s_per_1000", float("nan")))
    print(f"{name:8} {senders:7} {rate:9.0f} {p50:8.2f} {p99:8.2f} {cpu:10.2f}")
PY
