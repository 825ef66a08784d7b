"""Five sites as students save them: invented people, habits that were met; each file by its content."""

from base64 import b64encode

from tests.unit.extracts.documents import pdf
from tests.unit.importing.sources import picture

_MENU = '<nav><ul><li><a href="/">Accueil</a></li><li><a href="/veille/">Veille technologique</a></li></ul></nav>'


def _post(title, body, day="2026-03-12"):
    """A page of WordPress, its menu, its side bar and its foot."""
    return (
        f'<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8"><title>{title} – Portfolio de Léa</title>'
        f'<script src="/wp-includes/js/jquery.js"></script></head><body class="post"><header>{_MENU}</header>'
        f'<div id="page"><article class="post"><header class="entry-header"><h1 class="entry-title">{title}</h1>'
        f'<time datetime="{day}T10:00:00+01:00">{day}</time></header><div class="entry-content">{body}</div></article>'
        '<aside class="widget">Articles récents</aside></div><footer>Fièrement propulsé</footer></body></html>'
    ).encode()


WORDPRESS = {
    "index.html": _post("Bienvenue", "<p>Je suis Léa.</p>"),
    "realisations/glpi/index.html": _post(
        "Déploiement de GLPI",
        "<p>Un <strong>inventaire</strong> du parc.</p><ul><li>agents</li><li>tickets</li></ul>"
        '<figure><img src="/wp-content/uploads/2026/03/glpi-300x200.png" alt="Écran de GLPI"></figure>'
        "<table><tr><th>Poste</th><th>État</th></tr><tr><td>PC-01</td><td>ok</td></tr></table>",
    ),
    "veille/nis2/index.html": _post("NIS 2", "<p>La directive change.</p>", "2026-01-15"),
    "category/sio/index.html": _post("Catégorie : SIO", "<p>Lire la suite</p>"),
    "wp-content/uploads/2026/03/glpi-300x200.png": picture(),
    "wp-content/plugins/akismet/readme.html": _post("Akismet", "<p>Plugin manual</p>"),
    "vendor/lib/manual.html": _post("Manual", "<p>Nobody's work</p>"),
}
NEXT = {
    "next.config.js": b"module.exports = {}\n",
    "public/images/reseau.png": picture("navy"),
    "public/cv.pdf": pdf("CV"),
    "out/index.html": b"<html><body><main><h1>Moi</h1><p>Bonjour.</p></main></body></html>",
    "out/projets/reseau.html": (
        "<html><head><title>Réseau du CDI | Léa</title></head><body><div><main><h1>Réseau du CDI</h1>"
        '<p>Trois VLAN.</p><img src="/_next/image?url=%2Fimages%2Freseau.png&amp;w=640&amp;q=75" alt="Plan">'
        '<p>Voir <a href="/projets/vitrine.html">la vitrine</a>.</p></main></div>'
        "<script>self.__next_f.push([1])</script></body></html>"
    ).encode(),
    "out/projets/vitrine.html": b"<html><body><main><h1>Vitrine</h1><p>Un site.</p></main></body></html>",
    "node_modules/react/README.html": b"<html><body><p>React</p></body></html>",
}
REACT = {
    "vite.config.js": b"export default {}\n",
    "index.html": b'<html><head><title>Portfolio</title></head><body><div id="root"></div>'
    b'<script type="module" src="/src/main.jsx"></script></body></html>',
    "public/capture.png": picture("pink"),
    "public/CV Lea.pdf": pdf("CV"),
    "src/App.jsx": b"export default () => <h1>GLPI</h1>\n",
}
SAVED = {
    "Pare-feu pfSense.html": (
        "<!-- saved from url=(0034)https://lea.example/pare-feu.html -->\n<html><head>"
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><title>Pare-feu pfSense</title>'
        "</head>"
        "<body><div class=menu><a href=x>Menu</a></div><div id=content><h2>Règles</h2><p>Du 12/01/2026 au 06/02/2026, "
        'l’été.</p><img src="Pare-feu%20pfSense_fichiers/regles.png" onerror="alert(1)">'
        '<p><a href="javascript:alert(1)">clic</a></p><script>alert(1)</script>'
        '<pre><code class="hljs language-bash">pfctl -d</code></pre></div></body></html>'
    ).encode("cp1252"),
    "Pare-feu pfSense_fichiers/regles.png": picture("red"),
    "Pare-feu pfSense_fichiers/style.css": b"a{}",
}
_PIXELS = b64encode(picture("gold")).decode()
SINGLE = {
    "index.html": (
        "<html><head><title>Léa Moreau | Portfolio</title></head><body><nav><a href=#projets>Projets</a></nav>"
        "<section><h1>Léa Moreau</h1><p>En BTS SIO.</p></section><section id=projets><h2>Mes projets</h2>"
        "<article><h3>Pare-feu</h3><p>Du 12/01/2026 au 06/02/2026.</p>"
        f'<img alt="Règles" src="data:image/png;base64,{_PIXELS}"></article>'
        '<article><h3>Site du club</h3><p>En PHP, avec <img alt="un logo" src="data:image/svg+xml;base64,PHN2Zy8+">.'
        "</p></article></section><section><h2>Contact</h2><p>Au lycée.</p></section><script>let a</script></body>"
    ).encode(),
    "css/style.css": b"a{}",
}
