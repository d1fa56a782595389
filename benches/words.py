#!/usr/bin/env python3
"""What searches cost that nobody asked before: pages of a list, over HTTP, one client.

    benches/words.py PROGRAM FOLDER [FOLDER …] [--rounds 5]

Each folder is a filled one (`KEEP=… benches/scale.sh`). The desk keeps the answers of 64 words until something changes:
a hundred different ones in turn find none of theirs again. Time of the client and CPU of the desk, p50 / p99 by kind;
of the CPU without the helping threads of large searches, which have ended when it is read.
"""
import gzip
import re
import time
import urllib.parse

from compare import Desk, asked

PARTS = "ba ce di fo gu la me ni po ru sa te vi zo ka le mi no pu ra".split()


def word(number):
    """As `benches/fill.rs` writes it: the first ones are in nearly every text, the last of 30,000 in few."""
    rest, text = number + 20, ""
    while rest:
        text += PARTS[rest % 20]
        rest //= 20
    return text


KINDS = {
    "rare word": lambda at: word(20_000 + 977 * at),
    "word of a tenth": lambda at: word(60 + 7 * at),
    "common word": lambda at: word(at),
    "three letters": lambda at: word(1_000 + 431 * at)[:3],
    "one letter": lambda at: "bcdfglmnpr"[at],
    "two words": lambda at: f"{word(20 + at)} {word(300 + 3 * at)}",
    "common phrase": lambda at: f'"{word(at % 3)} {word(1 + at % 7)}"',
    "phrase": lambda at: f'"{word(40 + at)} {word(200 + at)}"',
    "subject:": lambda at: f"subject:{word(10 + at)}",
    "one without another": lambda at: f"{word(130 + at)} -{word(150 + at)}",
}


def share(times, part):
    times = sorted(times)
    return times[(len(times) - 1) * part // 100]


def measure(program, folder, rounds):
    desk = Desk(program, folder)
    found = {name: [] for name in KINDS}
    try:
        for turn in range(rounds + 1):
            for at in range(10):
                for name, question in KINDS.items():
                    path = "/tickets?query=" + urllib.parse.quote(question(at))
                    before, start = desk.cpu_ms(), time.perf_counter()
                    answer, page = desk.ask(path)
                    took = 1000 * (time.perf_counter() - start)
                    assert answer.status == 200, (path, answer.status)
                    # The first round brings in what a start does not read.
                    if turn:
                        found[name].append((took, desk.cpu_ms() - before))
                    elif not at:
                        rows = len(re.findall(r"data-number", gzip.decompress(page).decode()))
                        assert rows or name == "phrase", (path, "finds nothing")
    finally:
        desk.stop()
    return found


def main():
    told = asked(__doc__, "--rounds", 5).parse_args()
    for folder in told.folders:
        found = measure(told.program, folder, told.rounds)
        found["all of them"] = [one for some in found.values() for one in some]
        print(folder)
        for name, some in found.items():
            times, cpu = [one[0] for one in some], [one[1] for one in some]
            print(f"  {name:20} {share(times, 50):6.2f} / {share(times, 99):6.2f} ms   CPU {share(cpu, 50):6.2f} ms", flush=True)


if __name__ == "__main__":
    main()
