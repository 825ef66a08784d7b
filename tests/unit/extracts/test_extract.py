"""What is read of a file: the words that somebody who opens it would read, wherever they are, and where they are."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, read_object

from tests.unit.extracts.documents import docx, drawio, notebook, odt, pdf, xlsx, zipped
from vitrail.content.extracts import formats
from vitrail.content.extracts.extract import extract
from vitrail.site.outputs.formats import PICTURES, PUBLISHED

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
    "lettrage.docx": docx(["x"], word__a=f'<a xmlns:v="v"><v:textpath string="{NAME}"/></a>'),
    "question.docx": docx(["x"], word__a=f'<w:sdtPr xmlns:w="w"><w:alias w:val="{NAME}"/></w:sdtPr>'),
    "variable.docx": docx(["x"], word__settings=f'<w:docVar xmlns:w="w" w:name="tuteur" w:val="{NAME}"/>'),
    "graphique.docx": docx(["x"], word__c="<c><pt><v>Hélène Guérinot</v></pt><pt><v>Tom</v></pt></c>"),
    "appel.docx": docx(["Vu</w:t><w:footnoteReference/><w:t>Hélène Guérinot</w:t><w:sym/><w:t>fin"]),
    "coupé.docx": docx(["Hélène Gué</w:t><w:inconnu/><w:t>rinot"]),
    "données.docx": docx(["x"], customXml__item1=f'<a nom="{NAME}"/>'),
    "condition.odt": odt(f'<text:p><text:conditional-text text:string-value-if-true="{NAME}"/></text:p>'),
    "imprimante.odt": odt("<i><j>HP Hélène Guérinot</j><j>fin</j></i>"),
    "pied.xlsx": xlsx(["a"], foot=NAME),
    "objet.drawio": f'<mxfile><object responsable="{NAME}" label="x"/></mxfile>'.encode(),
    "étiquette.svg": f'<svg xmlns="x"><g aria-label="{NAME}"/></svg>'.encode(),
    "remarque.zip": zipped({"a.txt": "x"}, comment=NAME.encode()),
    "calque.pdf": pdf("x", root=f"/OCProperties <</OCGs [<</Type /OCG /Name ({NAME})>>]>>"),
    "numéros.pdf": pdf("x", root=f"/PageLabels <</Nums [0 <</P ({NAME})>>]>>"),
    "structure.pdf": pdf("x", root=f"/StructTreeRoot <</K <</S /Figure /Alt ({NAME})>>>>"),
    "ailleurs.pdf": pdf("x", last=f"/Annots [<</A <</S /GoToR /F (C:/{NAME}/a.pdf)>>>>]"),
    "objet.pdf": pdf("x", last=f"/Annots [<</Subtype /Text /Subj ({NAME})>>]"),
    "privé.pdf": pdf("x", last=f"/PieceInfo <</X <</Private ({NAME})>>>>"),
    "joint.json": b"// vide\n" + rb'{"tuteur": "H\u00e9l\u00e8ne Gu\u00e9rinot"}',
    "lignes.json": rb'{"tuteur": "H\u00e9l\u00e8ne Gu\u00e9rinot"}' + b"\n{}\n",
    "adresses.log": b"GET /?u=H%C3%A9l%C3%A8ne%20Gu%C3%A9rinot",
    "latin.log": b"GET /?u=H%E9l%E8ne%20Gu%E9rinot",
    "lettre.zip": zipped({"a.eml": b"Vu par H=C3=A9l=C3=A8ne Gu=C3=A9rinot"}),
    "console.csv": f"Vu par {NAME}\n".encode("cp850"),
    "CONSOLE.txt": f"Vu par {NAME}, É\n".encode("cp850"),
    "macintosh.txt": f"Vu par {NAME}\n".encode("mac_roman"),
    "deux fois.txt": f"Vu par {NAME}\n".encode().decode("cp1252").encode(),
    "page.md": b"Vu par H&eacute;l&#232;ne Gu&eacute;rinot",
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


def test_what_is_drawn_of_an_annotation_and_the_file_that_it_carries_are_read():
    """A stamp is a drawing of its own; a file is found wherever it hangs, under its own name."""
    writer, target = PdfWriter(PdfReader(BytesIO(pdf("x")))), BytesIO()
    page = writer.pages[0]
    stamp, file = DecodedStreamObject(), DecodedStreamObject()
    stamp.set_data(b"BT /F1 9 Tf (H\\351l\\350ne Gu\\351rinot) Tj ET")
    stamp.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/Resources"): page["/Resources"]})
    file.set_data(b"Tom Petit")
    drawn, held = (writer._add_object(one).idnum for one in (stamp, file))  # noqa: SLF001  # pypdf has no other way
    notes = f"[<</AP <</N {drawn} 0 R>>>> <</FS <</UF (Chlo\\351.txt) /EF <</F {held} 0 R>>>>>>]"
    page[NameObject("/Annots")] = read_object(BytesIO(notes.encode()), writer)
    writer.write(target)
    pieces = extract("a.pdf", target.getvalue()).pieces
    assert any(NAME in piece.text and piece.spot.page == 1 for piece in pieces)
    assert any(piece.text == "Tom Petit" and piece.spot.member == "Chloé.txt" for piece in pieces)


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
    described = " ".join(formats.FORMATS).split()
    assert len(described) == len(set(described))
    assert set(described) >= {*PUBLISHED, *"md log conf cfg ini sql py sh ps1 yml yaml json".split()}
    silent = {suffix for one, read in formats.FORMATS.items() if read == "rien" for suffix in one.split()}
    assert silent == {*PICTURES, "pkt"}
    head = b"\x89PNG\r\n\x1a\n\0"
    for suffix in described:
        assert extract(f"a.{suffix}", head if suffix in PICTURES else b"x").silent == (suffix in silent)
