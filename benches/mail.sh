#!/usr/bin/env bash
# Durable mails per second at 1, 8 and 32 senders, beside Postfix with maildir in the same run.
#
#   benches/mail.sh [MESSAGES] [ROUNDS]
#
# Needs the load generators (see lib.sh) and, for the peer, Postfix as root. Rounds alternate, so
# that a machine that drifts shows; the medians are printed.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/lib.sh

messages=${1:-1000}
rounds=${2:-3}
make_desk
start_desk
start_postfix || echo "skipped: the peer (needs root and Postfix)"
for round in $(seq "$rounds"); do
  level desk "$desk_smtp" support@bench.example "$desk_pid" "$messages" "$round"
  [ -z "${postfix_pid:-}" ] || level postfix "$postfix_smtp" bench@bench.example "$postfix_pid" "$messages" "$round"
done
"$python" - "$work" <<'PY'
import glob, json, os, statistics, sys
rows = {}
for path in sorted(glob.glob(sys.argv[1] + "/level-*.json")):
    name = os.path.basename(path).split("-")[1]
    for level in json.load(open(path))["levels"]:
        if level["errors"]:
            print(f"{name}: {level['errors']}")
        rows.setdefault((level["concurrency"], name), []).append(level)
print(f"{'senders':>7} {'server':8} {'mails/s':>8} {'dot-250 p50':>12} {'p99 ms':>8} {'cpu s/1000':>11} {'RSS MiB':>8}")
for (senders, name), levels in sorted(rows.items()):
    middle = lambda pick: statistics.median(pick(level) for level in levels)
    rss = max(level["server"]["peak_rss_mib"] for level in levels)
    print(f"{senders:7} {name:8} {middle(lambda l: l['per_s']):8.0f} {middle(lambda l: l['dot_to_250_ms']['p50']):12.2f}"
          f" {middle(lambda l: l['dot_to_250_ms']['p99']):8.2f} {middle(lambda l: l['server']['cpu_s_per_1000']):11.2f} {rss:8.0f}")
for senders in sorted({senders for senders, _ in rows}):
    if (senders, "postfix") in rows:
        rate = lambda name: statistics.median(l["per_s"] for l in rows[(senders, name)])
        print(f"desk / postfix at {senders} senders: {rate('desk') / rate('postfix'):.2f}")
PY
