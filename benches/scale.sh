#!/usr/bin/env bash
# The desk at N tickets of ten lines each: overview in sixteen combinations of filter and order, tickets
# with 50 and 2,000 lines, dashboard, twenty searches, 1,000 tickets changed at once; memory, start,
# disk. The searches are asked again and again, and answered from what is kept: `words.py` has new ones. Beside them, in the same run, a file of 20 KiB from the same server: what HTTP alone costs.
#
#   benches/scale.sh [TICKETS …]        default: 1000 10000 100000
#
# The tickets are written by `cargo bench --bench fill`, each size into a folder of its own. With KEEP=FOLDER
# they stay there, by their number, and another run takes a copy of them.
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/lib.sh

sizes=("${@:-1000}")
[ $# -gt 0 ] || sizes=(1000 10000 100000)
requests="${REQUESTS:-200}"
keep="${KEEP:-}"
lists=(
  all=/tickets open='/tickets?query=is:open' oldest='/tickets?query=is:open&sort=created'
  mine='/tickets?query=is:mine' urgent='/tickets?priority=urgent&status=closed' unassigned='/tickets?query=is:unassigned'
  tag='/tickets?query=tag:tag-7' both='/tickets?query=tag:tag-7+status:waiting' name='/tickets?query=is:open&sort=name'
  by_status='/tickets?sort=status' due='/tickets?query=is:open&sort=-priority' old='/tickets?query=before:7d+-status:closed'
  customer='/tickets?query=is:open&sort=customer' assignee='/tickets?sort=assignee' tags='/tickets?sort=tags' mailbox='/tickets?sort=mailbox'
)
words=(beba bece bedi befo begu bela beme beni bepo beru cebace zokale pumira kanola lemino mikale serial77x
  %22ba+ba%22 'subject:be' 'bebabe+-beba')
urls=()
for list in "${lists[@]}"; do urls+=(--url "$list"); done
for at in "${!words[@]}"; do urls+=(--url "search$at=/tickets?query=${words[at]}"); done
urls+=(--url fifty=/t/1 --url two_thousand=/t/2 --url 'ticket=/t/{id:3-1000}' --url dashboard=/)

# fill_desk SIZE: a desk with so many tickets in $work.
fill_desk() {
  local kept="${keep:+$keep/$1}"
  if [ -z "$kept" ] || [ ! -d "$kept" ]; then
    make_desk
    cargo bench --quiet --bench fill -- "$work/desk" "$1"
    [ -n "$kept" ] || return 0
    mkdir -p "$kept"
    cp -a "$work/desk" "$work/password" "$work/token" "$kept/"
  else
    cp -a "$kept/." "$work/"
  fi
}

for size in "${sizes[@]}"; do
  fill_desk "$size"
  start_desk
  first_ms=$started_ms
  stop_desk
  start_desk
  # What is as large as a bare page, out of memory: the file nearest to 20 KiB, asked for as it is.
  file=$("$python" - "$desk_web" <<'PY'
import re, sys, urllib.request
base = f"http://127.0.0.1:{sys.argv[1]}"
ask = lambda path: urllib.request.urlopen(base + path).read()
known, new = set(), {"/sign-in"}
while new:
    page = ask(new.pop()).decode(errors="replace")
    found = {f"/assets/{name}" for name in re.findall(r'(?:/assets/|"\./)([\w.]+\.(?:css|js))', page)} - known
    known |= found
    new |= found
print(min(known, key=lambda path: abs(len(ask(path)) - 20_480)))
PY
)
  # Signing in is the dearest page; the load generator does it once for each client.
  "$python" "$bench/webload.py" --base "http://127.0.0.1:$desk_web" --login /sign-in \
    --form email=admin@bench.example --form "password=$password" "${urls[@]}" \
    --clients 1,16 --requests "$requests" --watch "$desk_pid" >"$work/scale.json" || true
  "$python" "$bench/webload.py" --base "http://127.0.0.1:$desk_web" --encoding identity --url "limit=$file" \
    --clients 1,16 --requests 2000 >"$work/limit.json" || true
  if command -v wrk >/dev/null; then
    echo "limit by wrk, 16 clients: $(wrk -t2 -c16 -d5s "http://127.0.0.1:$desk_web$file" | grep -E 'Requests/sec|Transfer/sec' | tr -s ' \n' ' ')"
  fi
  bulk=$("$python" - "$desk_web" "$work/token" "$size" <<'PY'
import json, sys, time, urllib.request
web, token, size = sys.argv[1], open(sys.argv[2]).read().strip(), int(sys.argv[3])
times = []
for turn in range(6):
    word = ["high", "low"][turn % 2]
    first = size - 999 if size >= 1000 else 1
    body = {"tickets": list(range(first, size + 1)), "change": {"priority": word}}
    ask = urllib.request.Request(f"http://127.0.0.1:{web}/api/v1/tickets/bulk", json.dumps(body).encode(),
                                 {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
    start = time.perf_counter()
    done = json.load(urllib.request.urlopen(ask))
    times.append(1000 * (time.perf_counter() - start))
times.sort()
print(f"{done['changed'] + done['same']} tickets changed at once: p50 {times[3]:.0f} ms, worst {times[-1]:.0f} ms")
PY
)
  rss=$(awk '/VmRSS/ {all = $2} /RssAnon/ {own = $2} END {printf "%d MiB resident, %d of it its own", all / 1024, own / 1024}' \
    "/proc/$desk_pid/status")
  stop_desk
  "$python" - "$work/scale.json" "$size" "$first_ms/$started_ms" "$rss" "$(du -sm "$work/desk" | cut -f1)" "$bulk" <<'PY'
import json, sys
path, size, ready, rss, disk, bulk = sys.argv[1:]
print(f"== {size} tickets: start to first page {ready} ms, {rss}, {disk} MiB on disk; {bulk}")
runs = [run for file in (path, path.replace("scale.json", "limit.json")) for run in json.load(open(file))["runs"] if "weight" not in run]
def line(name, some):
    some = list(some)
    if not some: return
    by = lambda key: sorted(run["ms"][key] for run in some)
    bad = sum(run["bad"] for run in some) if isinstance(some[0]["bad"], int) else [run["bad"] for run in some if run["bad"]]
    print(f"{name:14} {some[0]['clients']:3} clients: p50 {by('p50')[len(some) // 2]:.2f} ms, worst p50 {by('p50')[-1]:.2f}, "
          f"worst p99 {by('p99')[-1]:.2f} ms, {min(run['per_s'] for run in some):.0f} to {max(run['per_s'] for run in some):.0f}/s {bad or ''}")
    if len(some) > 1 and some[0]["clients"] == 1:
        print("    " + ", ".join(f"{run['name']} {run['ms']['p50']:.2f}/{run['ms']['p99']:.2f}" for run in some))
lists = "all open oldest mine urgent unassigned tag both name by_status due old customer assignee tags mailbox".split()
for clients in 1, 16:
    own = [run for run in runs if run["clients"] == clients]
    line("lists", (run for run in own if run["name"] in lists))
    line("searches", (run for run in own if run["name"].startswith("search")))
    for name in "fifty two_thousand ticket dashboard limit".split():
        line(name, (run for run in own if run["name"] == name))
PY
  rm -rf "$work/desk"
done
