#!/usr/bin/env bash
# What 200 rules, and one that time starts, cost a mail that arrives, and how long the lab takes over 10,000 messages.
#
#   benches/rules.sh [MESSAGES] [ROUNDS] [LAB_MESSAGES]
#
# One desk, the same mails without rules and with 200 rules of ten conditions, in turns, so that a
# machine that drifts shows; then a dry run with 50 rules over what came. Needs the load generators
# (see lib.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
. benches/lib.sh

messages=${1:-1000}
rounds=${2:-5}
lab=${3:-10000}
make_desk
start_desk
token=$(cat "$work/token")

"$python" - "$desk_web" "$token" "$work" "$bench" "$desk_smtp" "$desk_pid" "$messages" "$rounds" "$lab" <<'PY'
import json, statistics, subprocess, sys, time, urllib.request

web, token, work, bench, smtp, pid, messages, rounds, lab = sys.argv[1:]
messages, rounds, lab = int(messages), int(rounds), int(lab)

def api(method, path, body=None):
    request = urllib.request.Request(f"http://127.0.0.1:{web}/api/v1{path}", method=method)
    request.add_header("Authorization", f"Bearer {token}")
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(request, data, timeout=600) as answer:
        text = answer.read()
    return json.loads(text) if text else None

def rule(number):
    words = [f"word{number}x{n}" for n in range(5)]
    texts = [{"field": field, "operator": "contains", "value": word}
             for field, word in zip(["subject", "body", "subject", "body", "subject_or_body"], words)]
    others = [
        {"field": "sender_domain", "operator": "is", "value": f"company{number}.example"},
        {"field": "sender", "operator": "contains", "value": f"person{number}"},
        {"field": "priority", "operator": "is", "value": "urgent"},
        {"field": "status", "operator": "is_not", "value": "open"},
        {"field": "attachment", "operator": "is_set"},
    ]
    # Two of 200 match each mail, so that what firing costs is measured too.
    join = "any" if number % 100 == 0 else "all"
    also = [{"field": "subject", "operator": "is_set"}] if join == "any" else []
    return {"name": f"Rule {number}", "when": ["mail_makes_ticket", "mail_joins_ticket"],
            "conditions": {join: (also + texts + others)[:10]},
            "actions": [{"action": "priority", "value": "high"}]}

def load(name, number):
    output = subprocess.run(
        [sys.executable, f"{bench}/mailload.py", "--port", smtp, "--rcpt", "support@bench.example",
         "--mix", "plain:0.6,html:0.1,reply:0.3", "--messages", str(messages), "--concurrency", "8",
         "--run", f"{name}-{number}", "--watch", pid],
        check=True, capture_output=True, text=True).stdout
    return json.loads(output)["levels"][0]

def rss():
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024

TIMED = {"name": "Late", "when": ["time_passed"], "actions": [{"action": "priority", "value": "high"}],
         "conditions": {"all": [{"field": "waiting_on_us", "operator": "greater", "value": "4h"}]}}

kept = {"none": [], "200": [], "time": []}
for number in range(rounds):
    kept["none"].append(load("none", number))
    made = api("POST", "/rules", {"rules": [rule(n) for n in range(200)]})
    kept["200"].append(load("rules", number))
    for one in made["rules"]:
        api("DELETE", f"/rules/{one['id']}")
    made = api("POST", "/rules", TIMED)
    kept["time"].append(load("time", number))
    api("DELETE", f"/rules/{made['id']}")
for name, levels in kept.items():
    middle = lambda pick: statistics.median(pick(level) for level in levels)
    print(f"{name:>5} rules: {middle(lambda l: l['per_s']):7.0f} mails/s, CPU s per 1,000 "
          f"{middle(lambda l: l['server']['cpu_s_per_1000']):.2f}, errors {sum(bool(l['errors']) for l in levels)}")
for name in ["200", "time"]:
    pairs = [b["per_s"] / a["per_s"] for a, b in zip(kept["none"], kept[name])]
    cpu = [b["server"]["cpu_s_per_1000"] / a["server"]["cpu_s_per_1000"]
           for a, b in zip(kept["none"], kept[name])]
    print(f"{name} / none, median of pairs: {statistics.median(pairs):.2f} mails/s, {statistics.median(cpu):.2f} CPU")

have = rounds * messages * 2
if have < lab:
    load("more", 0) if lab - have <= messages else [load("more", n) for n in range((lab - have) // messages + 1)]
api("POST", "/rules", {"rules": [rule(n) for n in range(50)]})
for again in range(3):
    before, began = rss(), time.monotonic()
    tried = api("POST", "/rules/dry-run", {"rule": rule(100), "messages": lab})
    took = time.monotonic() - began
    print(f"lab: {tried['examined']} messages, {tried['matched']} matched, 51 rules: {took:.2f} s, "
          f"resident {before:.0f} -> {rss():.0f} MiB")
PY
