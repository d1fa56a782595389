#!/usr/bin/env python3
"""What pages cost several desks, in turns: CPU of the desk and time of one client, against the first of them.

    benches/compare.py OLD@FOLDER NEW@FOLDER              two programs over the same data
    benches/compare.py PROGRAM@SMALL PROGRAM@LARGE        how the cost of a page grows with the tickets
    … [--turns 3] [--page '/tickets?sort=name' …]

Each folder is a filled one (`KEEP=… benches/scale.sh`): a desk in `desk`, its admin's password in `password`.
The CPU is what the kernel counts for each thread of the desk, so other work on the machine disturbs it less
than the time. Of each page the median of the turns, each of 60 requests after 15.
"""
import argparse
import gzip
import http.client
import os
import re
import socket
import statistics
import subprocess
import time
import urllib.parse

PAGES = ["/tickets", "/tickets?query=is:open", "/tickets?query=beba", "/t/1", "/t/2", "/t/777", "/"]
WARM, COUNTED = 15, 60


def asked(about, option, usual):
    """What growth.py, rate.py and words.py are asked: a program, filled folders and a number."""
    words = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("program")
    words.add_argument("folders", nargs="+", metavar="FOLDER")
    words.add_argument(option, type=int, default=usual)
    return words


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Desk:
    def __init__(self, program, folder):
        self.port, self.mail = free_port(), free_port()
        doors = ["--web", f"127.0.0.1:{self.port}", "--smtp", f"127.0.0.1:{self.mail}"]
        self.process = subprocess.Popen([program, "serve", "--data", f"{folder}/desk", *doors],
                                        env={"GUICHET_LOG_LEVEL": "error"})
        self.link = http.client.HTTPConnection("127.0.0.1", self.port)
        self.cookie = ""
        try:
            self.sign_in(open(f"{folder}/password").read().strip())
            self.settle()
        except BaseException:
            self.stop()
            raise

    def ask(self, path, form=None, encoding="gzip"):
        head = {"Cookie": self.cookie, "Accept-Encoding": encoding, "Origin": f"http://127.0.0.1:{self.port}"}
        if form is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        asked = ("POST" if form else "GET", path, urllib.parse.urlencode(form) if form else None, head)
        self.link.request(*asked)
        try:
            answer = self.link.getresponse()
        except http.client.RemoteDisconnected:
            # A connection that says nothing for a minute is closed; settling takes longer with many tickets.
            self.link.close()
            self.link.request(*asked)
            answer = self.link.getresponse()
        return answer, answer.read()

    def sign_in(self, password):
        until = time.monotonic() + 30
        while True:
            try:
                answer, page = self.ask("/sign-in")
                break
            except OSError:
                self.link.close()
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.02)
        first = self.cookie = answer.getheader("set-cookie").split(";")[0]
        token = re.search(r'name="form_token" value="([^"]+)"', gzip.decompress(page).decode())[1]
        answer, _ = self.ask("/sign-in", {"email": "admin@bench.example", "password": password, "form_token": token})
        assert answer.status == 303, answer.status
        mine = [head.split(";")[0] for head in answer.headers.get_all("set-cookie") or []]
        self.cookie = "; ".join([*mine, first])

    def cpu_ms(self):
        total = 0
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            try:
                total += int(open(f"/proc/{self.process.pid}/task/{thread}/schedstat").read().split()[0])
            except OSError:
                pass
        return total / 1e6

    def settle(self):
        """What a start gathers in the background is no part of a page."""
        before = self.cpu_ms()
        while True:
            time.sleep(0.5)
            now = self.cpu_ms()
            if now - before < 10:
                return
            before = now

    def page(self, path):
        times = []
        for at in range(WARM + COUNTED):
            if at == WARM:
                before = self.cpu_ms()
            start = time.perf_counter()
            answer, body = self.ask(path)
            times.append(1000 * (time.perf_counter() - start))
            assert answer.status == 200, (path, answer.status)
        return (self.cpu_ms() - before) / COUNTED, statistics.median(times[WARM:]), len(body)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("desks", nargs="+", metavar="PROGRAM@FOLDER")
    words.add_argument("--turns", type=int, default=3)
    words.add_argument("--page", action="append", dest="pages")
    told = words.parse_args()
    wrong = [one for one in told.desks if "@" not in one]
    if wrong:
        words.error(f"{wrong[0]}: say which program over which folder, as PROGRAM@FOLDER")
    found = {}
    for _ in range(told.turns):
        for name in told.desks:
            desk = Desk(*name.split("@", 1))
            try:
                for path in told.pages or PAGES:
                    found.setdefault(path, {}).setdefault(name, []).append(desk.page(path))
            finally:
                desk.stop()
    for path, by_name in found.items():
        print(path)
        first = statistics.median(one[0] for one in by_name[told.desks[0]])
        for name, runs in by_name.items():
            cpu, wall = (statistics.median(one[at] for one in runs) for at in (0, 1))
            print(f"  CPU {cpu:6.2f} ms ({cpu / first:.2f})   p50 {wall:6.2f} ms   {runs[-1][2]} bytes   {name}")


if __name__ == "__main__":
    main()
