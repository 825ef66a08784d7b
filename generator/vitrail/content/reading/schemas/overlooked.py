"""People whom a student names as tutors or signers where no key is read: under other keys of a stage, or in a text."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile

from vitrail.content.model.internships.internship import Reserved
from vitrail.content.model.source import Route
from vitrail.content.values.document import Value
from vitrail.content.values.folding import fold
from vitrail.content.values.keys import INTERNSHIP
from vitrail.ground.regex import regex

_TUTORS = frozenset(INTERNSHIP["tuteur"].names)
_TEACHERS = frozenset(INTERNSHIP["professeur référent"].names)
_SIGNERS = frozenset(
    "par;avec;contact;signataire;signe par;signee par;representant;represente par;referent;enseignant referent".split(
        ";"
    )
)
"""Folded keys under which authors write a person's name, whether or not they are read there."""
_RANK = regex(
    r"\b(?:no|numero|autre|premiere?|seconde?|deuxieme)\b|\bco(?= |tut)|n ?°|\d+(?:ere?|nde?|e(?:me)?)?\b|[()]"
)
"""Marks of a second tutor in a key: « tuteur 2 », « deuxième tuteur », « co-tuteur »."""

_AT_SCHOOL = regex(r"ecole|lycee|pedagog|academ|universit|prof\b|professeur|enseignant|formateur|formatrice")
_KEY = "<LED><ROLE>"
_PARTS = {
    "<BOSS>": r"(?i:responsable|r[ée]f[ée]rente?|chef(?:fe)?|manage(?:ur|r|use)|sup[ée]rieure?|direct(?:eur|rice)"
    r"|patronn?e?)(?: (?:des? |du |d['’])[a-zà-öø-ÿœ]{3,20}| informatique| technique| hiérarchique| direct){0,2}",
    "<ROLE>": r"(?i:(?:(?:co-?)?tut(?:eur|rice)|encadrante?|superviseure?|responsables? (?:de|du) stage"
    r"|ma[iî]tre(?:sse)? (?:de stage|d['’](?:apprentissage|alternance))|r[ée]f[ée]rente? (?:entreprise|de stage)"
    r"|(?:enseignante?|prof(?:esseure?)?|formateur|formatrice) (?:r[ée]f[ée]rente?|de suivi))s?"
    r"(?: (?:(?:de |d['’]|en |du |la |l['’]|à )*(?:stage|entreprise|accueil|apprentissage|alternance|école|lycée|ecole"
    r"|lycee|p[ée]dagogique|acad[ée]mique|universitaire|technique|informatique|profession\w+|industriel\w*"
    r"|principale?|r[ée]f[ée]rente?|n? ?°? ?\d)|\([^()\n]{1,40}\))){0,3})(?!\w)",
    "<LED>": r"(?i:(?:(?:pr[ée]noms?|noms?)[ /]*(?:et )?)*(?:(?:du|de|la|le|mon|ma|mes|nos|notre|d['’]) ?)*)",
    "<NAME>": r"(?:<CIVILLY>|<WORD><MORE>{1,4})",
    "<CIVILLY>": r"(?:MM?|Mrs?|Mmes?|Mlle|Dr|Monsieur|Madame|Mademoiselle)\b\.? ?[^\W\d_]<REST><MORE>{0,4}",
    "<MORE>": r"(?: (?:(?:d[eu]|des|l[ae]|d[ao]s?|van|von|ben|el|al) ){0,3}<WORD>)",
    "<WORD>": r"<HIGH><REST>",
    "<REST>": r"(?:\.|[\w'’-]{0,40})",
    "<ALONE>": r"(?!(?: [a-zà-öø-ÿœ]{1,20}){0,3} ?: ?<HIGH>| ?<HIGH>)",
    "<HIGH>": r"[^\W\d_a-zà-öø-ÿœ]",
    "<MINE>": r"(?i:mon |ma |notre )?",
    "<IS>": r"(?:(?:est|était|sont|se nomme|s['’]appel\w+) )?",
    "<OVER>": "tutelle|responsabilité|supervision|direction",
    "<OFFICE>": r"(?:la |l['’])?[^\W\d_][\w'’ ]{2,40}",
    "<OPENS>": r"^[^\w\n|]{0,12}",
}
"""Name of a part of the patterns below → the part, which may hold those that follow it.

``<ROLE>`` is whoever follows a stage, as people say it: « tutrice de stage », « maître de stage (DSI) »;
``<BOSS>``, whoever somebody works for, once they say « mon »: « ma cheffe de service ».
"""
_SAID = (
    r"<OPENS>\|?[^\w\n|]{0,12}<LED><ROLE>[ \n]?(?:[:|]|[–—-] )\s*([^|\n]{2,80})[ |]*$",
    r"<OPENS><LED><ROLE>[^\w\n|]{0,4}\n{1,2}[^\w\n|]{0,6}(<NAME>)",
    r"<OPENS>\|?[^\w\n|]{0,12}<BOSS> ?[:|][^\w\n]{0,6}(<CIVILLY>)",
    r"[.;,(–—/|•·-] ?<LED><ROLE> ?: ?(<NAME>)",
    r"(?i:\b(?:mon|ma|mes|nos|notre)) <ROLE>[ ,(:]+<IS>(<NAME>)",
    r"(?i:\b(?:mon|ma|notre)) <BOSS>,? ?(<CIVILLY>|(?<=, )<NAME>(?= ?[.,;)]))",
    r"(?i:\b(?:mes|nos)) <ROLE>[ ,(:]+<IS><NAME> et (<NAME>)",
    r"\b(<NAME> et <NAME>), ?(?i:mes|nos)(?: deux)? <ROLE>",
    r"\b<ROLE>[ ,(:]+(<CIVILLY>)",
    r"\b(?:[Cc]hez|[Dd]ans) <NAME>|\b(<NAME>) ?(?:[,(] ?<MINE>|[–—-] )<ROLE><ALONE>",
    r"\b(<CIVILLY>),? (?:[^\n.;:,]{2,60} et|qui (?:est|était|a été)) <MINE><ROLE>",
    r"(?i:\bencadr[ée]+s? par) ?:? (<NAME>)",
    r"(?i:\bsuivie?s? par|\bsous (?:la (?:<OVER>)|l['’]encadrement) d[eu])(?: <OFFICE>,)? (<CIVILLY>)",
)
"""The name behind « Tuteur : », below it or in the cell beside it; « mon tuteur, Yann Roy »; « Mme Roy (tutrice) »."""
_LIST = r"<OPENS>(?=[^:\n]{0,80}s\b)<LED><ROLE> ?:((?:\n+[-•+] [^\n|]{2,80})+)"
"""« Tuteurs : », and the list below."""
_MARKUP = regex(r"[*_`\\]|<[^<>\n]{1,40}>|\[(?=[^\[\]\n]{2,80}\]\()|\]\([^()\n]*\)")
_SENTENCE = regex(
    r"\b(?:[Ii]l|[Ee]lle|qui|que|est|était|a|ont|[Jj]e|[Nn]ous|[Oo]n|pas|très)\b|\b(?:m|j|qu)['’]|\w{4}[.!?] \w"
)
_RULE = frozenset("|:- \t")
"""The characters of the line below the heads of a table."""
_ABOUT = (
    "tuteur;tutrice;tutelle;encadr;supervis;e stage;u stage;apprentissage;sous la ;référent ;référente"
    ";referent;e suivi;suivi par;suivie par;d'alternance;d’alternance;on responsable;a responsable"
    ";esponsable :;esponsable |;esponsable info;on chef;a cheffe;on manage;on sup;on direct;a direct"
    ";irecteur :;irectrice :;on patron;a patron".split(";")
)
"""Words of which every such text has one; looked for first, since most texts have none."""


def overlooked(held: Value, route: Route = ()) -> Iterator[Reserved]:
    """Yield the people named under such keys, at any depth: a second tutor, the tutor of its host, a signer.

    >>> [someone.name for someone in overlooked({"organisation": {"contact": "Mme Anne Le Goff", "ville": "Valmont"}})]
    ['Mme Anne Le Goff']
    """
    inside = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, item in inside:
        at, bare = (*route, key), " ".join(_RANK.sub(" ", str(key)).split()).strip(". ")
        told = bare not in _TEACHERS and (_is_key(bare) or _is_key(str(key)))
        tutor, second = bare in _TUTORS or told, bare != key and bare in _TEACHERS
        name = item.get("nom") if tutor and isinstance(item, dict) else item
        visited = key == "par" and route[:1] == ("suivi",)
        if isinstance(name, str) and (tutor or second or bare in _SIGNERS) and not visited:
            yield Reserved(name=name, route=at, tutor=tutor and not _AT_SCHOOL.search(bare))
        else:
            yield from overlooked(item, at)


def tutors_said(text: str) -> tuple[str, ...]:
    """Return the names that a text gives to those who follow a stage, with what stands beside them.

    >>> tutors_said("- **Tuteur de stage** : Yann Roy (DSI)")
    ('Yann Roy (DSI)',)
    >>> tutors_said("Je remercie Mme Le Goff, ma tutrice, et mon tuteur pour son accueil.")
    ('Mme Le Goff',)
    """
    if not _tells(text.lower()):
        return ()
    bare = "\n".join(" ".join(line.split()) for line in _MARKUP.sub("", text).split("\n"))
    said = (match[1] or "" for pattern in _SAID for match in _compiled(pattern).finditer(bare))
    listed = (name for match in _compiled(_LIST).finditer(bare) for name in match[1].split("\n"))
    names = (name.strip(" .,;:|-•") for name in (*said, *listed, *_below(bare.split("\n"))))
    return tuple(dict.fromkeys(name for name in names if name and not _SENTENCE.search(name)))


def _below(lines: list[str]) -> Iterator[str]:
    """Yield the cells of a table that are below a heading for a tutor."""
    for place, (head, rule) in enumerate(pairwise(lines), start=2):
        heads = _cells(head) if "|" in rule and _RULE.issuperset(rule) else []
        for column, name in enumerate(heads):
            if _is_key(fold(name)) and (column or len(heads) > len("||")):
                rows = map(_cells, takewhile(lambda line: "|" in line, lines[place:]))
                yield from (row[column] for row in rows if len(row) > column)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern on its first use: they are a twentieth of what a command loads."""
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern, re.MULTILINE)


def _is_key(name: str) -> bool:
    return _tells(name) and _compiled(_KEY).fullmatch(name) is not None


def _tells(text: str) -> bool:
    return any(word in text for word in _ABOUT)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("| ").split("|")]
