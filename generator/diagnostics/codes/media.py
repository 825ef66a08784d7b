"""MED: pictures, attachments and what a page shows."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

CODES: tuple[Code, ...] = (
    Code(
        id="MED001",
        severity=Severity.ADVICE,
        message="L'image « {target} » n'a pas de texte de remplacement.",
        advice="Écrivez ce qu'elle montre entre les crochets : ![Schéma du réseau](…).",
        why=(
            "Ce texte est lu à voix haute aux personnes qui ne voient pas l'image, et paraît quand elle ne "
            "se charge pas."
        ),
    ),
    Code(
        id="MED002",
        severity=Severity.ERROR,
        message="L'image « {target} » est introuvable.",
        advice="Vérifiez le nom, les majuscules et le dossier : le chemin part du fichier où il est écrit.",
        why="Une image absente laisse un trou dans la page le jour de l'oral.",
    ),
    Code(
        id="MED003",
        severity=Severity.WARNING,
        message="Le fichier « {target} » est introuvable dans le portfolio.",
        advice="Déposez-le dans votre dossier, ou corrigez le chemin, qui part du dossier de l'étudiant.",
        why="Une production annoncée et absente ne justifie aucune compétence.",
    ),
    Code(
        id="MED004",
        severity=Severity.WARNING,
        message="« {target} » n'est jamais publié tel quel : ce type de fichier peut contenir un programme.",
        advice="Donnez une image (PNG, WebP), un PDF ou une archive à la place.",
        why="Un fichier .html, .js ou .svg ouvert depuis le site s'exécuterait dans le navigateur du lecteur.",
    ),
    Code(
        id="MED005",
        severity=Severity.ADVICE,
        message="La production « {title} » n'a ni fichier ni lien.",
        advice="Ajoutez « fichier: » ou « lien: », ou dites « état: confidentielle » avec son motif.",
        why="Sans fichier, une compétence reste « déclarée » : rien ne la justifie encore.",
    ),
    Code(
        id="MED006",
        severity=Severity.WARNING,
        message="La production « {title} » est confidentielle sans motif.",
        advice="Ajoutez « motif: » avec une phrase, par exemple la demande de l'organisation.",
        why="Une production confidentielle ne justifie une compétence que si l'on dit pourquoi elle n'est pas montrée.",
    ),
    Code(
        id="MED007",
        severity=Severity.WARNING,
        message="L'image « {target} » est sur un autre site : elle ne sera pas affichée.",
        advice="Enregistrez-la dans votre dossier et montrez cette copie, avec sa source.",
        why="Le site ne demande rien à un autre serveur : il doit se lire hors ligne et ne trahir aucun lecteur.",
    ),
    Code(
        id="MED008",
        severity=Severity.ADVICE,
        message="La production « {title} » est une simple adresse : elle peut être hors ligne le jour de l'oral.",
        advice="Déposez aussi une copie ou une capture dans votre dossier avec « fichier: ».",
        why="Vous êtes responsable de l'accès à vos productions ; et seul un fichier présent justifie une compétence.",
    ),
    Code(
        id="MED009",
        severity=Severity.WARNING,
        message="La pièce jointe « {target} » est refusée : {reason}.",
        advice="Remplacez-la par un PDF, une image, un document bureautique, du texte ou une archive zip.",
        why="Une pièce jointe est jugée par son contenu : rien de ce qui pourrait s'exécuter n'est publié.",
    ),
    Code(
        id="MED010",
        severity=Severity.ERROR,
        message="Le texte de cette page n'est pas affiché : {reason}.",
        advice="Simplifiez ce passage ; la page garde sa fiche et ses compétences.",
        why="Chaque page a un budget : un texte qui épuiserait la construction ne coûte que sa propre page.",
    ),
    Code(
        id="MED011",
        severity=Severity.WARNING,
        message="La balise HTML « <{tag}> » n'est pas interprétée : elle est montrée telle quelle.",
        advice="{remedy} Ce qui est lu : docs/ecrire.md.",
        why="Trente auteurs partagent un seul site : un programme glissé dans une page agirait au nom de tous.",
    ),
    Code(
        id="MED014",
        severity=Severity.WARNING,
        message="Le lien « {target} » est retiré : il ne commence ni par https:// ni par http:// ni par mailto:.",
        advice="Donnez l'adresse complète d'une page web, ou le chemin d'un fichier de votre dossier.",
        why="Certaines adresses exécutent un programme dans le navigateur du lecteur, ou ouvrent son ordinateur.",
    ),
    Code(
        id="MED015",
        severity=Severity.WARNING,
        message="Un caractère invisible qui inverse le sens de lecture est retiré.",
        advice="Retapez la ligne, ou collez-la sans mise en forme (Ctrl+Maj+V).",
        why="Ce caractère fait lire autre chose que ce qui est écrit, jusque dans les mots du site.",
    ),
    Code(
        id="MED016",
        severity=Severity.ADVICE,
        message="La pièce jointe « {target} » pèse {size} Mo ; au-delà de {limit} Mo elle serait refusée.",
        advice="Réduisez-la (PDF compressé, archive sans les fichiers inutiles), ou donnez un lien vers la forge.",
        why="Un jury attend chaque fichier qu'il ouvre, et la forge refuse les fichiers trop lourds.",
    ),
    Code(
        id="MED017",
        severity=Severity.ADVICE,
        message="Cette production n'a pas de titre : elle paraît sous le nom « {name} ».",
        advice="Ajoutez « titre: » avec ce que le document montre.",
        why="Le jury choisit ce qu'il ouvre d'après le titre ; un nom de fichier ne lui dit rien.",
    ),
    Code(
        id="MED018",
        severity=Severity.ADVICE,
        message="« {written} » est montré tel quel : cette écriture vient d'un autre outil, ou il y manque un signe.",
        advice="{remedy} Ce qui est lu : docs/ecrire.md.",
        why="Le texte est lu comme par une forge (CommonMark et GFM) ; le reste paraît avec ses signes devant le jury.",
    ),
    Code(
        id="MED019",
        severity=Severity.WARNING,
        message="« {what} » ne paraît pas dans la page : {reason}.",
        advice="Corrigez l'endroit indiqué ; s'il est juste, c'est une faute de Vitrail : signalez-la.",
        why="Rien de ce que vous écrivez ne disparaît sans être dit : la page finie est comparée à votre texte.",
    ),
)
