"""What is read of a file: the words that somebody who opens it would read, wherever they are, and where they are."""

import re

import pytest

from generator.extracts import formats
from generator.extracts.extract import extract
from generator.outputs.formats import PICTURES, PUBLISHED
from tests.unit.extracts.documents import docx, drawio, notebook, odt, pdf, xlsx, zipped

NAME = "Hélène Guérinot"
CORE = '<p xmlns:dc="x"><dc:title>Rapport</dc:title><dc:creator>Hélène Guérinot</dc:creator></p>'
COMMENTS = '<c xmlns:w="x"><w:comment w:author="Hélène Guérinot" w:id="1"><w:p>Vu.</w:p></w:comment></c>'
LINKS = '<R><Relationship Id="r" Target="mailto:helene@a.example?subject=Hélène Guérinot"/></R>'
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Hélène Guérinot</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()

HOLDING = {
    "utf-8.txt": NAME.encode(),
    "windows.conf": f"# posé par {NAME}\n".encode("cp1252"),
    "utf-16.log": f"Vu par {NAME}".encode("utf-16"),
    "sans-marque.txt": f"Vu par {NAME}".encode("utf-16-le"),
    "contacts.csv": "Nom;Prénom\nPetit;Chloé\n".encode() + "Hélène;Guérinot\n".encode("cp1252"),
    "entre guillemets.csv": '"Hélène","Guérinot"\r\n'.encode(),
    "donnees.json": rb'{"tuteur": "H\u00e9l\u00e8ne Gu\u00e9rinot"}',
    "carnet.ipynb": notebook("Merci à Hélène", "Guérinot"),
    "runs.docx": docx(["Merci à Hé", "lène Gué", "rinot."]),
    "propriétés.docx": docx(["Rien."], docProps__core=CORE),
    "commentaires.docx": docx(["Rien."], word__comments=COMMENTS),
    "liens.docx": docx(["Rien."], word___rels__document=LINKS),
    "cellules.xlsx": xlsx(["Prénom", "Nom"], ["Hélène", "Guérinot"], ["Tom", "Petit"]),
    "note.xlsx": xlsx(["a"], comment=f"Voir {NAME}"),
    "texte.odt": odt("<text:p>Merci à Hé<text:span>lène</text:span> Guérinot</text:p>"),
    "plain.drawio": drawio("Poste de &lt;b&gt;Hél&lt;/b&gt;ène Guérinot", packed=False),
    "packed.drawio": drawio("Poste de Hélène Guérinot", packed=True),
    "image.svg": "<svg xmlns='x'><text>Hé<tspan>lène</tspan> Guérinot</text></svg>".encode(),
    "mauvaise.html": "<p>Merci <b>Hé<i>lène</b></i> Gu&eacute;rinot<br>".encode(),
    "page.pdf": pdf("Bonjour", f"Merci \xe0 {NAME}"),
    "auteur.pdf": pdf("x", metadata={"/Author": NAME}),
    "note.pdf": pdf("x", note=f"Vu par {NAME}"),
    "xmp.pdf": pdf("x", xmp=XMP),
    "signet.pdf": pdf("x", bookmark=f"Annexe de {NAME}"),
    "joint.pdf": pdf("x", attached={"notes.txt": NAME.encode()}),
    "plusieurs.zip": zipped({"src/a.py": "x = 1", "notes/merci.txt": f"\n\n{NAME}".encode("cp1252")}),
    "noms.zip": zipped({"notes/Hélène Guérinot.txt": "x"}),
    "deux niveaux.zip": zipped({"b.zip": zipped({"c.docx": docx([NAME])})}),
    "vieux word.zip": zipped({"a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0" + NAME.encode("utf-16-le") + b"\0\1\2"}),
    "binaire.bin": bytes(range(256)) + NAME.encode("cp1252") + bytes(range(256)),
}


def words(raw_name, raw):
    """All that is read of a file, spaces aside."""
    found = extract(raw_name, raw)
    assert found.trouble is None
    return re.sub(r"\s+", " ", "\n".join(piece.text for piece in found.pieces))


@pytest.mark.parametrize("name", HOLDING)
def test_a_name_is_read_wherever_whoever_opens_the_file_reads_it(name):
    """Encodings, runs that cut a word, cells, properties, comments, links, drawings, archives, pages."""
    assert NAME in words(name, HOLDING[name])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("plusieurs.zip", "notes/merci.txt, ligne 3"),
        ("deux niveaux.zip", "b.zip/c.docx"),
        ("page.pdf", "page 2"),
        ("auteur.pdf", "texte ou propriétés"),
        ("windows.conf", "ligne 1"),
        ("contacts.csv", "ligne 3"),
    ],
)
def test_a_piece_knows_where_it_stands(name, place):
    """In the words of whoever opens the file: a page, a member of the archive, a line."""
    wanted = re.compile(r"Hélène\s+Guérinot")
    found = [(piece, hit) for piece in extract(name, HOLDING[name]).pieces if (hit := wanted.search(piece.text))]
    assert str(found[0][0].place(found[0][1].start()).phrase) == place


def test_paragraphs_and_cells_are_not_glued_together():
    """« fin de M. » and « Petit » in the next paragraph are two texts, with a space between their words."""
    said = words("a.docx", docx(["la fin"], ["Petit début"]))
    assert "la fin Petit début" in said


def test_pictures_videos_and_networks_say_nothing_and_say_so():
    """They are published; nobody believes that they were read."""
    for name, raw in {
        "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "a.mp4": b"\0\0\0\x18ftypmp42\0",
        "a.pkt": b"\x9c\xf3\x12" * 99,
    }.items():
        found = extract(name, raw)
        assert (found.silent, found.pieces, found.trouble) == (True, (), None)
    assert not extract("a.txt", b"BMW et GIF89a").silent


def test_the_pages_of_a_pdf_are_counted():
    """Its own, not those of a document that it carries."""
    assert extract("a.pdf", pdf("un", "deux", attached={"b.pdf": pdf("x")})).pages == 2
    assert extract("a.txt", b"x").pages == 0


def test_a_long_text_comes_in_pieces_that_share_their_ends_and_keep_their_lines():
    """A name at the edge of two pieces is whole in one of them; its line is that of the file."""
    for before in range(199_990, 200_001):
        raw = b"abcd\n" * before + NAME.encode() + b"\n" * 300_000
        found = extract("a.txt", raw)
        hits = [piece.place(piece.text.index(NAME)).line for piece in found.pieces if NAME in piece.text]
        assert set(hits) == {before + 1}


def test_the_table_of_formats_names_every_suffix_that_is_published_and_says_which_are_silent():
    """The documentation is made from it: a format that nobody described could not be added."""
    described = [suffix for one in formats.FORMATS for suffix in one.suffixes.split()]
    assert len(described) == len(set(described))
    assert set(described) >= {*PUBLISHED, *"md log conf cfg ini sql py sh ps1 yml yaml json".split()}
    assert {*PICTURES, "pkt"} == formats.SILENT
    head = b"\x89PNG\r\n\x1a\n\0"
    for suffix in described:
        assert extract(f"a.{suffix}", head if suffix in PICTURES else b"x").silent == (suffix in formats.SILENT)
