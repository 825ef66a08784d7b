"""What a folder holds, and git in it."""

import hashlib
import subprocess


def contents(folder):
    """Give every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def digests(folder):
    """Give every file below a folder with the digest of its bytes, which a difference shows in a line."""
    return {path: hashlib.sha256(raw).hexdigest() for path, raw in contents(folder).items()}


def git(folder, *words):
    """Ask git as somebody; give what it says."""
    who = ("-c", "user.name=Mme Exemple", "-c", "user.email=exemple@example.org", "-c", "core.quotePath=off")
    return subprocess.run(("git", *who, *words), cwd=folder, check=True, capture_output=True, text=True).stdout
