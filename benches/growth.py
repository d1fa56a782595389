#!/usr/bin/env python3
"""What may grow with the tickets: a mail that is received, a page far down a list, memory. `benches/compare.py` has the
other pages. A list that has no page so far down has no figure for it.

    benches/growth.py PROGRAM FOLDER [FOLDER …] [--mails 300]

Each folder is a filled one (`KEEP=… benches/scale.sh`); mails go to a copy of it, which is removed. One sender, one mail
after the other, in the mix of `benches/mail.sh`; CPU is what the kernel counts for each thread of the desk, written is
what it wrote (`wchar` of `/proc/PID/io`, its answers to the sender among it), both with what is done behind the answers.
`write_bytes` there counts whole folios of the page cache, which are larger where more of a file was read at once: four
kilobytes written count as up to 64. Memory is RssAnon: right after the start, when all is read that a start reads, and at
the end.
"""
import gzip
import html
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

from compare import Desk, asked

GENERATOR = pathlib.Path(os.environ.get("GUICHET_BENCH", pathlib.Path(__file__).parents[2] / "shared/bench")) / "mailload.py"
FAR = 200


def own(desk):
    status = open(f"/proc/{desk.process.pid}/status").read()
    return int(re.search(r"RssAnon:\s+(\d+)", status)[1]) / 1024


def written(desk):
    return int(re.search(r"wchar: (\d+)", open(f"/proc/{desk.process.pid}/io").read())[1]) / 1024


def far(desk, path):
    """The address of a page so far down the list, as somebody comes there: by the link at the end of each page."""
    for _ in range(FAR - 1):
        page = gzip.decompress(desk.ask(path)[1]).decode()
        link = re.search(r'href="([^"]+)" data-older', page)
        if not link:
            return None
        path = html.unescape(link[1])
    return path


def receive(desk, mails, run):
    subprocess.run([sys.executable, GENERATOR, "--port", str(desk.mail), "--rcpt", "support@bench.example", "--mix",
                    "plain:0.6,html:0.1,reply:0.3", "--messages", str(mails), "--concurrency", "1",
                    "--run", f"growth-{desk.process.pid}-{run}"], check=True, stdout=subprocess.DEVNULL)
    # The index follows within a second: both looks have to be quiet.
    desk.settle()
    desk.settle()


def measure(program, folder, mails):
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp"), prefix="guichet-bench.") as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("control.sock"))
        desk = Desk(program, copy)
        try:
            figures = {"idle_mib": own(desk)}
            for name, path in ("first", "/tickets?query=status:closed"), ("far", far(desk, "/tickets?query=status:closed")):
                if path:
                    figures[f"{name}_cpu_ms"] = statistics.median(desk.page(path)[0] for _ in range(3))
            receive(desk, 50, "warm")
            cpu, disk = desk.cpu_ms(), written(desk)
            receive(desk, mails, "counted")
            figures["mail_cpu_ms"] = (desk.cpu_ms() - cpu) / mails
            figures["mail_kib"] = (written(desk) - disk) / mails
            figures["end_mib"] = own(desk)
        finally:
            desk.stop()
        return figures


def main():
    told = asked(__doc__, "--mails", 300).parse_args()
    for folder in told.folders:
        print(folder, json.dumps({name: round(value, 2) for name, value in measure(told.program, folder, told.mails).items()}),
              flush=True)


if __name__ == "__main__":
    main()
