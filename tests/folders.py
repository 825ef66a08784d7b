"""What a folder holds, and git in it."""

import hashlib
import subprocess


def digests(folder):
    """Give every file below a folder with the digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def git(folder, *words):
    """Ask git as somebody; give what it says."""
    who = ("-c", "user.name=Mme Exemple", "-c", "user.email=exemple@example.org", "-c", "core.quotePath=off")
    return subprocess.run(("git", *who, *words), cwd=folder, check=True, capture_output=True, text=True).stdout
