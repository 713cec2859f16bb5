"""What befalls somebody who is writing: many scripts typed key by key, and a browser that is killed."""

import os
import random
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from .browser import FLAGS, chromium

WORDS = (
    *("می‌نویسم", "نیم‌فاصله", "شهرداری‌ها", "گفت‌وگو", "پیاده‌رو", "۱۲٬۴۰۰"),
    *("المدينةُ", "شارعٌ", "النهر،", "عُمْران", "城市的河流", "樹蔭。", "街道，廣場", "𠮷野", "canal", "Hué", "“shade”"),
    *("<b>&amp;</b>", "🌳", "👩‍🌾", "🏙️", "🇰🇿", "e\u0301te\u0301", "n\u0303a\u0302\u0323", "क्षेत्र", "नदी"),
)
BETWEEN = (" ", " ", " ", " ", "  ", "\n", "\n\n")
MILLISECONDS = 6  # between two keys
TEN_SECONDS = 10


def some_text(dice, words=14):
    """Give words of many scripts, on several lines; it begins and ends with a word."""
    told = [dice.choice(WORDS) for _ in range(words)]
    return "".join(word + dice.choice(BETWEEN) for word in told) + dice.choice(WORDS)


def dice_for(story, run):
    return random.Random(f"{story} {run}")


def types(page, text):
    """Type on at the end of the long answer, key by key."""
    page.keyboard.type(text, delay=MILLISECONDS)


@contextmanager
def killable(browser_type, folder):
    """Let a browser run with a process group of its own; give it, and what kills it."""
    told = [chromium(), *FLAGS, "--headless=new", "--no-first-run", "--remote-debugging-port=0"]
    process = subprocess.Popen(
        [*told, f"--user-data-dir={folder}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def kill():
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    try:
        yield browser_type.connect_over_cdp(f"http://127.0.0.1:{port_in(Path(folder))}"), kill
    finally:
        kill()


def port_in(folder):
    """Wait for the browser to say where it listens."""
    told, until = folder / "DevToolsActivePort", time.monotonic() + TEN_SECONDS
    while not (told.exists() and told.read_text().count("\n")):
        assert time.monotonic() < until, "the browser did not start"
        time.sleep(0.02)
    return told.read_text().split("\n")[0]
