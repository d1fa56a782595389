#!/usr/bin/env bash
# The overview at N tickets: time and weight of the page, a search, a ticket, memory, start.
#
#   benches/pages.sh [TICKETS …]        default: 1000 10000 100000
#
# The tickets are mails that went through the receiver.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/lib.sh

sizes=("${@:-1000}")
[ $# -gt 0 ] || sizes=(1000 10000 100000)
make_desk
start_desk
have=0
for size in "${sizes[@]}"; do
  "$python" "$bench/mailload.py" --port "$desk_smtp" --rcpt support@bench.example --mix plain:0.9,html:0.1 \
    --messages $((size - have)) --concurrency 32 --run "pages-$size-$$" >"$work/fill.json"
  have=$size
  stop_desk
  start_desk
  "$python" "$bench/webload.py" --base "http://127.0.0.1:$desk_web" --login /sign-in \
    --form email=admin@bench.example --form "password=$password" \
    --url list=/tickets --url filter='/tickets?status=open&priority=medium' --url search='/tickets?query={word}' \
    --url ticket="/t/{id:1-$size}" --clients 1,16 --requests 300 --weight --watch "$desk_pid" >"$work/pages-$size.json" || true
  # Anonymous memory is the desk's own; the rest is its file, which the system may drop.
  rss=$(awk '/VmRSS/ {all = $2} /RssAnon/ {own = $2} END {printf "%d MiB resident, %d of it its own", all / 1024, own / 1024}' \
    "/proc/$desk_pid/status")
  "$python" - "$work/pages-$size.json" "$size" "$started_ms" "$rss" "$(du -sm "$work/desk" | cut -f1)" <<'PY'
import json, sys
path, size, ready, rss, disk = sys.argv[1:]
print(f"== {size} tickets: start to first page {ready} ms, {rss}, {disk} MiB on disk")
for run in json.load(open(path))["runs"]:
    if "weight" in run:
        w = run["weight"]
        print(f"{w['name']:8} first visit {w['total_wire'] / 1024:.1f} KiB in {w['requests']} requests, again {w['html_wire'] / 1024:.1f} KiB ({w['encoding']})")
    else:
        print(f"{run['name']:8} {run['clients']:3} clients: p50 {run['ms']['p50']:.2f} ms, p99 {run['ms']['p99']:.2f} ms, {run['per_s']:.0f}/s {run['bad'] or ''}")
PY
done
