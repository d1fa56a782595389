#!/usr/bin/env python3
"""How many pages a second 16 clients get, beside a bare file of some 20 KiB of the same server, both by `wrk`.

    benches/rate.py PROGRAM FOLDER [FOLDER …] [--seconds 5] [--page '/tickets?sort=name' …]

Each folder is a filled one (`KEEP=… benches/scale.sh`). In turns plain and packed: a file lies there packed, a page is packed
each time. `wrk` takes its part of the same processors.
"""
import gzip
import re
import subprocess

from compare import Desk, asked

PAGES = ["/tickets", "/tickets?query=is:open", "/tickets?query=is:open&sort=name", "/t/1", "/"]


def bare_file(desk):
    """The asset nearest to 20 KiB."""
    page = gzip.decompress(desk.ask("/tickets")[1]).decode()
    size = lambda path: len(desk.ask(path, encoding="identity")[1])
    return min(set(re.findall(r'/assets/[\w.]+\.(?:css|js)', page)), key=lambda path: abs(size(path) - 20_480))


def rate(desk, path, encoding, seconds):
    told = subprocess.run(["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", f"Accept-Encoding: {encoding}", "-H",
                           f"Cookie: {desk.cookie}", f"http://127.0.0.1:{desk.port}{path}"],
                          check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in told, told
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def main():
    words = asked(__doc__, "--seconds", 5)
    words.add_argument("--page", action="append", dest="pages")
    told = words.parse_args()
    for folder in told.folders:
        desk = Desk(told.program, folder)
        try:
            print(folder)
            file = bare_file(desk)
            for encoding in "identity", "gzip":
                limit = rate(desk, file, encoding, told.seconds)
                print(f"  {encoding:8} {limit:8.0f}/s  the file")
                for page in told.pages or PAGES:
                    one = rate(desk, page, encoding, told.seconds)
                    print(f"  {encoding:8} {one:8.0f}/s  {100 * one / limit:4.1f} %  {page}", flush=True)
        finally:
            desk.stop()


if __name__ == "__main__":
    main()
