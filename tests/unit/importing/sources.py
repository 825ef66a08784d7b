"""Six folders of documents as students keep them: invented people, habits that were met; each file by its content."""

from io import BytesIO

from PIL import Image

from tests.unit.extracts.documents import pdf, zipped
from tests.unit.importing import workbooks

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006"


def picture(colour="teal"):
    """A screenshot."""
    stream = BytesIO()
    Image.new("RGB", (4, 4), colour).save(stream, "PNG")
    return stream.getvalue()


def word(title, *paragraphs, shows=b"", note="", style="Titre1"):
    """A document of Word: a heading, paragraphs, a footnote with an equation beside its call, a picture at the end."""

    def paragraph(text, style=""):
        named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{named}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'

    drawing = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_A}/wordprocessingDrawing"><wp:docPr id="1" name="i" '
        f'descr="Écran de GLPI"/><a:graphic xmlns:a="{_A}/main"><a:graphicData><pic:pic xmlns:pic="{_A}/picture">'
        f'<pic:blipFill><a:blip xmlns:r="{_R}" r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    body = (paragraph(title, style) if title else "") + "".join(map(paragraph, paragraphs))
    if note:
        body += (
            '<w:p><w:r><w:t>Un appel</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
            f'<m:oMath xmlns:m="{_M}"/></w:p>'
        )
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="png" '
            'ContentType="image/png"/></Types>',
            "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="Titre1">'
            '<w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Titre">'
            '<w:name w:val="Title"/></w:style></w:styles>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId9" '
            f'Type="{_R}/image" Target="media/image1.png"/><Relationship Id="rId8" Type="{_R}/footnotes" '
            'Target="footnotes.xml"/></Relationships>',
            "word/media/image1.png": shows or b"",
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2">{paragraph(note)}</w:footnote>'
            "</w:footnotes>",
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}{drawing if shows else ""}</w:body>'
            "</w:document>",
        }
    )


def text(title, *paragraphs):
    """A text of LibreOffice: a heading, paragraphs, a list of the last two."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    *said, one, two = paragraphs
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in (one, two))
    body = "".join(f"<text:p>{line}</text:p>" for line in said)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>"
            f'<text:h text:outline-level="1">{title}</text:h>{body}<text:list>{items}</text:list>'
            "</office:text></office:body></office:document-content>",
        }
    )


GLPI = word("Mise en place de GLPI", "Période : du 12/01/2026 au 06/02/2026", "On a installé GLPI sur Debian.",
            shows=picture())  # fmt: skip
ONEDRIVE = {
    "BTS SIO/AP1 - GLPI/Rapport GLPI v1.docx": word("Mise en place de GLPI", "Brouillon."),
    "BTS SIO/AP1 - GLPI/Rapport GLPI v2.docx": word("Mise en place de GLPI", "Presque."),
    "BTS SIO/AP1 - GLPI/Rapport GLPI final2.docx": GLPI,
    "BTS SIO/AP1 - GLPI/Rapport GLPI final2 - Copie.docx": GLPI,
    "BTS SIO/AP1 - GLPI/Captures/Capture d’écran 2026-03-12 à 14.05.33.png": picture("red"),
    "BTS SIO/AP1 - GLPI/Schéma réseau.pdf": pdf("Schema"),
    "BTS SIO/AP1 - GLPI/~$pport GLPI final2.docx": b"lock",
    "BTS SIO/Machines/debian12.vdi": b"\0" * 2_000_000,
    "BTS SIO/démo oral.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 1_000_000,
    "BTS SIO/Veille - raccourci.lnk": b"L\0\0\0",
    "BTS SIO/desktop.ini": b"[.ShellClassInfo]",
    "Perso/Attestation de stage signée.pdf": pdf("Attestation"),
    "Perso/RIB Moreau.pdf": pdf("RIB"),
    "Perso/Bulletin semestre 2.pdf": pdf("Bulletin"),
    "Perso/CNI recto.jpg": picture("navy"),
    "scan 0001.pdf": pdf("Convention de stage"),
    "BTS SIO/Convention de nommage AD.docx": word("Convention de nommage", "Les postes se nomment PC-01."),
}
SHARED = {
    "Lisez-moi.md": b"# Mon OneDrive\n",
    "Sauvegarde NAS/Compte rendu.md": (
        "# Sauvegarde du NAS\n\nRéalisé du 12/01/2026 au 06/02/2026, avec ![](plan.png)\n".encode()
    ),
    "Sauvegarde NAS/Compte rendu - Copie.md": "# Sauvegarde du NAS\n\nRéalisé du 12/01/2026 au 06/02/2026.\n".encode(),
    "Sauvegarde NAS/plan.png": picture("red"),
    "Annuaire/notes.md": b"Penser aux GPO.\n",
    "Annuaire/Annuaire LDAP.docx": word("Annuaire LDAP", "Du 02/03/2026 au 13/03/2026.", shows=picture("lime")),
    "Annuaire/Annuaire LDAP.pdf": pdf("Annuaire LDAP"),
    "Supervision.md": "---\ntitre: Supervision Zabbix\ncompétences: B1.2\n---\n[guide](Guide%20Zabbix.pdf)\n".encode(),
    "Guide Zabbix.pdf": pdf("Guide"),
    "Guide Zabbix (1).pdf": pdf("Guide, une page de moins"),
    "Convention de stage Moreau.pdf": pdf("Convention"),
    "RIB.pdf": pdf("RIB"),
    "~$nuaire LDAP.docx": b"lock",
    "VM/debian.ova": b"\0" * 2_000_000,
    "Page perso/Pare-feu.html": (
        b"<html><body><main><h1>Pare-feu</h1><p>Du 01/04/2026 au 10/04/2026.</p></main></body></html>"
    ),
}
REPORTS = {
    "2026-03-12 CR supervision Zabbix.docx": word("", "Sondes SNMP sur le serveur."),
    "Pare-feu pfSense.odt": text("Pare-feu pfSense", "Du 09/02/2026 au 20/02/2026.", "règles", "NAT"),
    "Sauvegarde_Veeam.pdf": pdf("Restauration testee"),
    "Sauvegarde_Veeam.docx": word("Sauvegarde Veeam", "Restauration testée."),
    "soutenance.pptx": zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
    "notes.txt": "Penser à imprimer le tableau.\n".encode(),
}
PROJECTS = {
    "Projets/Site du club/cahier des charges.docx": word("Cahier des charges", "Une page d’accueil."),
    "Projets/Site du club/maquette.pdf": pdf("Maquette"),
    "Projets/Site du club/images/accueil.png": picture("pink"),
    "Projets/Site du club/node_modules/left-pad/README.md": b"# left-pad\n",
    "Projets/Site du club/src/index.php": b"<?php echo 1;\n",
    "Projets/Site du club/src/style.css": b"a{}\n",
    "Projets/Borne d’accueil/Dossier.odt": text("Dossier", "Une borne tactile.", "écran", "lecteur"),
    "Projets/Borne d’accueil/vendor/autoload.php": b"<?php\n",
}
WITH_TABLE = {
    "Tableau de synthèse.xlsx": workbooks.green_cells(),
    "Tableau de synthèse (1).xlsx": workbooks.green_cells(),
    "Déploiement GLPI.docx": word("Déploiement de GLPI", "Période : 01/10/2025 au 15/12/2025", "Un inventaire."),
    "Supervision.pdf": pdf("Supervision Zabbix du 02/02/26 au 20/03/26"),
    "Autre chose.docx": word("Autre chose", "Sans date."),
    "budget.xlsx": workbooks.BUDGET,
}
NETWORK = {
    "Config/switch.cfg": b"hostname SW1\n",
    "Config/Commutateur.md": b"# Configuration du commutateur\n\nVoir [le fichier](switch.cfg).\n",
    "comptes.ps1": b"Get-ADUser -Filter *\n",
    "Site du lycée/serveur.py": b"import flask\n",
    "Site du lycée/lancer.sh": b"flask run\n",
}
KEY = {
    "Moreau Léa/Проект сети.docx": word("Проект сети", "Маршрутизатор."),
    "Moreau Léa/Œuvre – n° 3 (été).docx": word("", "Une page."),
    "Moreau Léa/abîmé.docx": b"PK\x03\x04 rien de lisible",
    "Moreau Léa/protégé.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "Moreau Léa/vide.docx": b"",
    "Moreau Léa/bombe.docx": zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * 210_000_000}),
    "Moreau Léa/gros.zip": b"PK\x03\x04" + b"\1" * 25_100_000,
    "Moreau Léa/script.docx": word("Script", "&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))"),
}
