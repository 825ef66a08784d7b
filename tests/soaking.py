"""An evening on a school in git: what people, editors and git do to its files while a server of ours is kept open."""

import http.client
import json
import random
import re
import shutil
import signal
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.folders import git
from tests.servers import PATIENCE, address, start

ROOT = Path(__file__).parents[1]
SCHOOL = ROOT / "tests/portfolios/petite-ecole"
COHORT = "portfolios/2025-2027"
CLASSMATES = 2
WORKS = 25
"""Of each of them: a pull rewrites fifty."""
REMARK = "Avis n° {}"


def make_school(folder):
    """Make a class of four, in git, and a colleague's clone."""
    school, colleague = folder / "école", folder / "collègue"
    shutil.copytree(SCHOOL, school / "portfolios")
    for rank in range(CLASSMATES):
        works = school / COHORT / f"élève-{rank}" / "realisations"
        works.mkdir(parents=True)
        shutil.copy(school / COHORT / "martin-ali/index.md", works.parent)
        for number in range(WORKS):
            text = (school / COHORT / "durand-zoe/realisations/glpi.md").read_text("utf-8")
            work = text.replace("\ntitre: ", f"\ntitre: Poste {number}, ", 1)  # the same title twice would be a copy
            (works / f"glpi-{number}.md").write_text(work, "utf-8")
    (school / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    (school / ".gitignore").write_text(".vitrail-cache/\n", "utf-8")
    git(school, "init", "-qb", "main")
    git(school, "add", "-A")
    git(school, "commit", "-qm", "École")
    git(folder, "clone", "-q", str(school), str(colleague))
    git(school, "remote", "add", "origin", str(colleague))
    git(colleague, "switch", "-qc", "publie")  # so that its main can be pushed to
    return school, colleague


class Evening:
    """What is done to the files, drawn at random; whoever gives the same seed does the same."""

    def __init__(self, school, colleague, kept, seed):
        self.school, self.colleague, self.kept = school, colleague, kept
        self.random, self.step = random.Random(seed), 0
        self.texts = [school / COHORT / f"{name}.md" for name in ("durand-zoe/realisations/glpi", "durand-zoe/index")]
        self.texts.append(school / COHORT / "martin-ali/realisations/vlan.md")

    def save(self):
        """Do one thing to one or two files."""
        self.step += 1
        acts = (self.say, self.say, self.say, self.retitle, self.retitle, self.save_all, self.as_vim_does, self.halve,
                self.rename, self.delete, self.make, self.move_folder, self.touch)  # fmt: skip
        self.random.choice(acts)()

    def rest(self):
        """Wait as long as a person does between two saves: mostly hardly, at times long enough for a whole build."""
        pause = self.random.uniform(0.2, 0.6) if self.random.random() < 0.08 else self.random.uniform(0, 0.05)
        threading.Event().wait(pause)

    def text(self):
        """Choose one of the texts that are being written."""
        return self.random.choice(self.texts)

    def write(self, path, text):
        """Save a text in place."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def read(self, path):
        """What a person sees of it: a file that is away is begun again."""
        whole = "---\ntitre: Encore une\ncompétences: [B1.2]\n---\n\nUn texte.\n"
        return path.read_text("utf-8") if path.is_file() else whole

    def say(self):
        """A sentence more."""
        path = self.text()
        self.write(path, f"{self.read(path)}\nUne phrase de plus, la {self.step}e.\n")

    def retitle(self):
        """Another title, which other pages show."""
        path = self.text()
        self.write(path, re.sub("(titre|nom): .*", rf"\1: Nommé {self.step}", self.read(path), count=1))

    def save_all(self):
        """Two files after a change of title, as « Enregistrer tout » does."""
        self.retitle()
        threading.Event().wait(self.random.uniform(0, 0.1))
        self.retitle()

    def as_vim_does(self):
        """A copy beside, the new text under another name, then the name changes hands."""
        path = self.text()
        text = self.read(path)
        self.write(path, text)
        path.replace(path.with_name(f"{path.name}~"))
        self.write(path, f"{text}\nÉcrit par un éditeur, à {self.step}.\n")
        path.with_name(f"{path.name}~").unlink()

    def halve(self):
        """A file half written, cut within a letter perhaps, then whole."""
        path = self.text()
        text = self.read(path)
        raw = text.encode()
        self.write(path, text)
        path.write_bytes(raw[: self.random.randrange(len(raw))])
        self.rest()
        path.write_bytes(raw)

    def rename(self):
        """Another name, and the former one again."""
        path = self.text()
        other = path.with_name(f"{path.stem}-{self.step} – copie.md")
        if path.is_file():
            path.rename(other)
            self.rest()
            other.rename(path)

    def delete(self):
        """What comes back at the next word."""
        path = self.text()
        if path.is_file() and path.name != "index.md":
            path.unlink()

    def make(self):
        """A file more, with a name that only a real machine gives, or that file away."""
        path = self.school / COHORT / f"durand-zoe/realisations/Capture d’écran {self.step % 3}.md"
        if path.exists():
            path.unlink()
        else:
            self.write(path, self.read(path))

    def move_folder(self):
        """A student's folder under another name, and back: whoever moves files does so."""
        folder = self.school / COHORT / "élève-0"
        away = self.school / COHORT / "élève-zéro"
        folder.rename(away)
        self.rest()
        away.rename(folder)

    def touch(self):
        """A file that no page shows."""
        self.text().parent.joinpath("notes.txt").write_text(f"{self.step}\n", "utf-8")

    def pause(self):
        """Wait until the class's page shows a new title, then save without a rest: what was built stays in memory."""
        self.step += 1
        path = self.texts[0]
        title = f"Attendu {self.step}"
        self.write(path, re.sub("titre: .*", f"titre: {title}", self.read(path), count=1))
        wait_for(lambda: title in self.kept.page("2025-2027/competences/B1.2.html"), self.kept.lives)
        for _ in range(4):
            self.save_all()

    def commit(self):
        """Commit what was written, less the verdicts, which are the desk's."""
        git(self.school, "add", "-A", "--", ":!*/evaluations/*")
        with suppress(subprocess.CalledProcessError):  # nothing changed
            git(self.school, "commit", "-qm", f"À {self.step}")

    def pull(self):
        """Take fifty files that a colleague rewrote."""
        git(self.colleague, "switch", "-q", "publie")
        rewritten = sorted((self.colleague / COHORT).glob("élève-*/realisations/*.md"))
        assert len(rewritten) == CLASSMATES * WORKS
        for path in rewritten:
            path.write_text(f"{path.read_text('utf-8')}\nRelu, à {self.step}.\n", "utf-8")
        git(self.colleague, "commit", "-qam", f"Relecture {self.step}")
        self.commit()
        git(self.school, "pull", "-q", "--no-rebase", "--no-edit", "origin", "publie")

    def switch(self):
        """Look at another branch, which has neither half of the class nor the same texts, and come back."""
        self.commit()
        git(self.school, "switch", "-qc", f"essai-{self.step}")
        for rank in range(CLASSMATES // 2):
            shutil.rmtree(self.school / COHORT / f"élève-{rank}")
        self.say()
        self.commit()
        self.rest()
        git(self.school, "switch", "-q", "main")


class Kept:
    """A command that is kept open, killed and begun again; what it says, and where it listens."""

    def __init__(self, school, *words):
        self.school, self.words, self.runs = school, words, 0
        self.said = school.with_name("dit.txt")
        self.alive = threading.Event()
        self.start()

    def start(self):
        """Begin, until it says where it listens."""
        self.runs += 1
        self.said = self.school.with_name(f"dit-{self.runs}.txt")
        self.process = start(self.school, self.said, "vitrail", *self.words, "--port", "0")
        self.address = urlsplit(address(self.process, self.said))
        self.alive.set()

    def page(self, address):
        """Read a page of the site as it is now."""
        page = self.school / ".vitrail-cache/serve/team/site" / address
        with suppress(OSError):
            return page.read_text("utf-8")
        return ""

    def lives(self):
        """Fail if the process ended by itself."""
        assert self.process.poll() is None, self.said.read_text("utf-8", "replace")

    def kill(self):
        """End it as a power cut does."""
        self.alive.clear()
        self.process.kill()
        self.process.wait(PATIENCE)

    def __enter__(self):
        """Keep it open."""
        return self

    def __exit__(self, *_):
        """Leave nothing behind, whatever was found."""
        self.kill()

    def stop(self):
        """End it as Ctrl+C does; it never told of a fault of its own."""
        self.lives()
        self.alive.clear()
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(PATIENCE) == 0
        for said in self.school.parent.glob("dit-*.txt"):
            text = said.read_text("utf-8", "replace")
            assert "Traceback" not in text, text
            assert "erreur de Vitrail" not in text, text

    def ask(self, path, order=None):
        """Ask as the page of a browser does; give status and body. Raises OSError: nobody answers."""
        host = f"127.0.0.1:{self.address.port}"
        headers = {"Host": host, "X-Vitrail-Jeton": self.address.fragment}
        if order is not None:
            headers |= {"Origin": f"http://{host}", "Content-Type": "application/json"}
        asked = http.client.HTTPConnection(host, timeout=PATIENCE)
        try:
            asked.request(
                "GET" if order is None else "POST", path, None if order is None else json.dumps(order), headers
            )
            answer = asked.getresponse()
            return answer.status, answer.read()
        except http.client.HTTPException as error:
            raise ConnectionError from error
        finally:
            asked.close()


def wait_for(condition, lives=lambda: None):
    """Ask again and again until something holds; give it."""
    limit = time.monotonic() + PATIENCE
    while not (found := condition()):
        lives()
        assert time.monotonic() < limit, condition
        threading.Event().wait(0.05)
    return found


class Browser(threading.Thread):
    """Waits for news as an open page does, and loads itself again; what it was answered wrongly is kept."""

    def __init__(self, kept, news, page):
        super().__init__(daemon=True)
        self.kept, self.news, self.page, self.faults, self.left, self.loads = kept, news, page, [], False, 0
        self.start()

    def run(self):
        """Ask until the page is closed."""
        seen = ""
        while not self.left:
            self.kept.alive.wait(1)
            run = self.kept.runs
            try:
                for path in (f"{self.news}?{quote(seen)}", self.page):
                    status, body = self.kept.ask(path)
                    if path == self.page:
                        self.loads += 1
                    else:
                        seen = json.loads(body)["version"] if body.startswith(b"{") else body.decode()
                    if status not in {200, 404} or not body:
                        self.faults.append((path, status))
            except OSError as error:
                if self.kept.alive.is_set() and run == self.kept.runs:
                    self.faults.append((self.page, repr(error)))
                    return

    def leave(self):
        """Close the page."""
        self.left = True


@contextmanager
def two_browsers(kept, news, pages):
    """Have pages open; nothing that they asked was refused or broken."""
    opened = [Browser(kept, news, page) for page in pages]
    yield opened
    for one in opened:
        one.leave()
    assert not [fault for one in opened for fault in one.faults]
    assert all(one.loads for one in opened)
