"""STR: files and folders in the wrong place or of the wrong kind, keys and values that the format does not know."""

from __future__ import annotations

from generator.diagnostics.code import Code, Severity

_NAMES: tuple[Code, ...] = (
    Code(
        id="STR001",
        severity=Severity.WARNING,
        message="Ce lien symbolique ne mène nulle part : rien n'a pu être lu.",
        advice="Supprimez-le, ou remplacez-le par le fichier lui-même.",
        why=(
            "Un lien symbolique est un renvoi ; quand sa cible a été déplacée ou supprimée, il ne reste rien à publier."
        ),
    ),
    Code(
        id="STR002",
        severity=Severity.ERROR,
        message="Ce lien symbolique mène hors de son dossier : il n'est pas suivi.",
        advice="Copiez le fichier dans votre dossier à la place du lien.",
        why=(
            "Suivre un lien pourrait publier n'importe quel fichier de la machine qui fabrique le site, "
            "ou celui qu'un camarade réserve à l'équipe."
        ),
    ),
    Code(
        id="STR003",
        severity=Severity.WARNING,
        message="Ce lien symbolique tourne en rond : rien n'a pu être lu.",
        advice="Supprimez-le, ou remplacez-le par le fichier lui-même.",
        why="Un lien qui mène à lui-même n'a pas de contenu.",
    ),
    Code(
        id="STR004",
        severity=Severity.WARNING,
        message="Ce lien symbolique mène à un dossier : il n'est pas suivi.",
        advice="Copiez les fichiers dont vous avez besoin à la place du lien.",
        why="Un dossier lu deux fois par deux chemins donnerait deux fois les mêmes pages.",
    ),
    Code(
        id="STR005",
        severity=Severity.WARNING,
        message="Le dossier « {name} » porte un nom de page.",
        advice="Renommez le dossier sans « .md », ou sortez-en le fichier si c'est une page.",
        why="Un nom en .md annonce une page ; un dossier ainsi nommé vient souvent d'une erreur de copie.",
    ),
    Code(
        id="STR006",
        severity=Severity.ERROR,
        message="Le nom « {name} » est réservé : le site fabrique déjà une page à cette adresse.",
        advice="Renommez ce fichier ou ce dossier, par exemple « {name}-1 ».",
        why=(
            "Deux pages ne peuvent pas avoir la même adresse ; celles du site (matrice, synthèse, "
            "recherche…) passent d'abord."
        ),
    ),
    Code(
        id="STR043",
        severity=Severity.ADVICE,
        message="Le site fait maintenant sa propre page « {name} » : celle-ci est publiée à l'adresse « {address} ».",
        advice="Rien n'est perdu ; renommez le fichier si vous préférez une autre adresse.",
        why=(
            "Deux pages ne peuvent pas avoir la même adresse. La page du site montre un lien vers celle-ci, pour qui "
            "suit une ancienne adresse."
        ),
    ),
    Code(
        id="STR007",
        severity=Severity.WARNING,
        message="Windows refuse le nom « {name} » : {reason}.",
        advice="Renommez-le avec des lettres, des chiffres et des tirets.",
        why="Un camarade ou un jury sous Windows ne pourrait ni cloner le dépôt ni ouvrir l'archive.",
    ),
    Code(
        id="STR008",
        severity=Severity.ERROR,
        message="Cette page demande la même adresse que « {other} » : une seule des deux peut être publiée.",
        advice=(
            "Renommez l'un des deux fichiers ; les majuscules et l'écriture des accents ne suffisent pas à "
            "les distinguer."
        ),
        why=(
            "Sous Windows et macOS, « GLPI.md » et « glpi.md » sont un seul fichier ; un accent s'écrit "
            "aussi de deux façons."
        ),
    ),
    Code(
        id="STR009",
        severity=Severity.WARNING,
        message="Ce n'est ni un fichier ni un dossier ordinaire : il n'est pas lu.",
        advice="Supprimez-le.",
        why="Lire un tube ou un périphérique pourrait bloquer la fabrication du site.",
    ),
    Code(
        id="STR010",
        severity=Severity.ERROR,
        message="Le système refuse de lire ce fichier ou ce dossier.",
        advice="Vérifiez ses droits d'accès, et que son chemin n'est pas trop long.",
        why="Ce qui ne peut pas être lu ne peut pas être publié ; le site est fabriqué sans lui.",
    ),
    Code(
        id="STR011",
        severity=Severity.ERROR,
        message="Ce dossier est à plus de {depth} niveaux de profondeur : ce qu'il contient n'est pas lu.",
        advice="Remontez-le, ou supprimez-le s'il s'agit d'une copie involontaire.",
        why="Une telle profondeur vient presque toujours d'un dossier copié dans lui-même.",
    ),
    Code(
        id="STR022",
        severity=Severity.ERROR,
        message="Le nom de ce fichier n'est pas du texte lisible.",
        advice="Renommez-le, de préférence sans caractères accentués si votre outil les abîme.",
        why="Un nom mal encodé, ou avec un caractère invisible, n'a pas d'adresse possible dans un site.",
    ),
    Code(
        id="STR027",
        severity=Severity.ERROR,
        message="Ce nom est trop long pour devenir une adresse.",
        advice="Raccourcissez-le : quelques mots suffisent.",
        why="Aucun système n'écrit un nom de plus de 255 octets, et le site doit y ajouter un suffixe.",
    ),
    Code(
        id="STR028",
        severity=Severity.ERROR,
        message="Le dossier « {name} » porte un nom de fichier : ce qu'il contient n'est pas lu.",
        advice="Retirez le suffixe de son nom.",
        why="Une page ou une pièce jointe du même nom ne pourrait pas être écrite à côté de lui.",
    ),
    Code(
        id="STR029",
        severity=Severity.ERROR,
        message="Le dossier « {name} » n'est pas lu : les évaluations se placent dans « evaluations ».",
        advice="Renommez-le « evaluations », sans accent ni majuscule.",
        why="Une règle du dépôt protège ce dossier par son nom ; une variante lui échapperait.",
    ),
    Code(
        id="STR030",
        severity=Severity.ERROR,
        message="Ce dossier se confond avec « {other} » dans les adresses du site : ses fichiers ne sont pas lus.",
        advice="Renommez-le avec des lettres, des chiffres et des tirets.",
        why="Deux portfolios à une seule adresse parleraient l'un à la place de l'autre.",
    ),
    Code(
        id="STR031",
        severity=Severity.WARNING,
        message="Ce promotion.yml est dans une promotion : il n'est pas lu.",
        advice="Supprimez-le, ou placez le dossier à côté des autres promotions.",
        why="Un dossier d'étudiant qui serait aussi une promotion nommerait ses propres évaluateurs.",
    ),
    Code(
        id="STR032",
        severity=Severity.ERROR,
        message="« {name} » n'est pas lu : « {other} » tient déjà ce rôle.",
        advice="Gardez un seul de ces deux fichiers, sans accent ni majuscule dans son nom.",
        why="Une règle du dépôt protège un fichier par son nom exact ; une variante parlerait à sa place.",
    ),
)

_QUANTITIES: tuple[Code, ...] = (
    Code(
        id="STR033",
        severity=Severity.ERROR,
        message="Ce portfolio contient {count} {what}, pour {limit} au plus : ce qui dépasse est rejeté.",
        advice="Retirez du portfolio ce qui n'a pas à y être : sauvegardes, bibliothèques, archives d'un projet.",
        why=(
            "Les fichiers sont comptés dans l'ordre de leurs noms. Aucun portfolio ne doit faire attendre "
            "la publication de tous les autres."
        ),
    ),
    Code(
        id="STR034",
        severity=Severity.WARNING,
        message="Ce portfolio approche d'une limite : il contient {count} {what}, pour {limit} au plus.",
        advice="Retirez ce qui n'a pas à y être avant que les derniers fichiers soient rejetés.",
        why="Une limite annoncée s'anticipe ; atteinte la veille de l'examen, elle surprend.",
    ),
    Code(
        id="STR035",
        severity=Severity.WARNING,
        message="« {key} » est affiché coupé : {reason}.",
        advice="Raccourcissez-le : le texte de la page peut dire le reste.",
        why="Un titre ou un nom est répété dans les menus et les tableaux de beaucoup de pages.",
    ),
    Code(
        id="STR036",
        severity=Severity.ADVICE,
        message="Les durées des stages de cette promotion ne sont pas écrites : elles ne sont pas vérifiées.",
        advice=(
            "Écrivez les durées de votre établissement sous « profil de stage », avec leur source : "
            "{{durée: …, première: …, seconde: …, source: …}}."
        ),
        why=(
            "Le texte qui fixe les stages de ce référentiel n'a pas été lu ; Vitrail vérifie alors les durées que "
            "l'établissement écrit, et cite la source qu'il donne."
        ),
    ),
    Code(
        id="STR037",
        severity=Severity.WARNING,
        message="Ce fichier contient plus de {limit} {what} : la suite n'est pas lue.",
        advice="Corrigez les premiers, ou partagez la page en plusieurs.",
        why="Un fichier de quelques kilo-octets peut en contenir cent mille : les garder tous épuiserait la machine.",
    ),
)

_PLACES: tuple[Code, ...] = (
    Code(
        id="STR012",
        severity=Severity.ERROR,
        message="Ce dossier contient des pages, mais il n'est dans le dossier d'aucune promotion.",
        advice=(
            "Créez promotion.yml dans le dossier de la classe, ou déplacez ce dossier dans une classe qui en a un. "
            "Pour un étudiant seul, posez le contenu de ce dossier directement dans « portfolios », à côté de "
            "promotion.yml."
        ),
        why=(
            "Le référentiel et la session viennent de promotion.yml ; sans lui, personne ne sait lire les "
            "compétences citées."
        ),
    ),
    Code(
        id="STR013",
        severity=Severity.WARNING,
        message="Cette page n'appartient à aucun portfolio : elle n'est pas publiée.",
        advice="Déplacez-la dans le dossier d'un étudiant.",
        why="Chaque page publiée a un auteur : elle se range dans le dossier de l'étudiant qui l'a écrite.",
    ),
    Code(
        id="STR014",
        severity=Severity.WARNING,
        message="Cette page est rangée trop profond dans « {section} » : elle est lue comme une page libre.",
        advice="Placez-la directement dans « {section} » pour que ses compétences comptent.",
        why="Une réalisation est un fichier de « realisations », une note de veille un fichier de « veille ».",
    ),
    Code(
        id="STR015",
        severity=Severity.WARNING,
        message="Ce portfolio n'a pas de présentation lisible : il paraît sous le nom de son dossier.",
        advice="Écrivez index.md à la racine du dossier, avec au moins « nom: » et « prénom: ».",
        why=(
            "Le nom, l'option et la présentation viennent de index.md ; les autres pages sont publiées sans l'attendre."
        ),
    ),
    Code(
        id="STR016",
        severity=Severity.WARNING,
        message="Ce dossier de stage n'a pas de fiche lisible : ses comptes rendus n'ont pas de stage où paraître.",
        advice="Écrivez index.md dans ce dossier, avec l'organisation et les dates du stage.",
        why="Les comptes rendus et les bilans se lisent sur la page de leur stage.",
    ),
    Code(
        id="STR025",
        severity=Severity.WARNING,
        message="Rien ne dit quel référentiel ce portfolio suit : ses compétences ne sont pas comptées.",
        advice="Écrivez promotion.yml avec « référentiel: » et « session: ».",
        why="Un code tel que B1.1 n'a de sens que dans un référentiel et pour une session.",
    ),
)

_VALUES: tuple[Code, ...] = (
    Code(
        id="STR017",
        severity=Severity.ERROR,
        message="La clé « {key} » est obligatoire et manque ici.",
        advice="Ajoutez une ligne « {key}: » suivie de sa valeur.",
        why="Sans cette valeur, la page ou le document qui s'en sert serait incomplet.",
    ),
    Code(
        id="STR018",
        severity=Severity.ERROR,
        message="« {key} » attend {expected}, et contient {found} : cette valeur est laissée de côté.",
        advice="Réécrivez la valeur de « {key} » ; le reste du fichier est lu.",
        why="Seule la valeur fautive est écartée, la page est publiée avec réserves.",
    ),
    Code(
        id="STR019",
        severity=Severity.WARNING,
        message="La clé « {key} » n'est pas connue : sa valeur n'est pas utilisée.",
        advice="Corrigez le nom de la clé, ou mettez cette information dans le texte.",
        why="Une clé mal orthographiée ferait disparaître une information sans que personne le voie.",
    ),
    Code(
        id="STR020",
        severity=Severity.WARNING,
        message="« {value} » n'est pas une valeur de « {key} ».",
        advice="Les valeurs possibles sont {words}.",
        why="Les valeurs d'une liste fermée permettent de ranger, de compter et de filtrer.",
    ),
    Code(
        id="STR021",
        severity=Severity.ERROR,
        message="« {value} » n'est pas une valeur de « {key} » : par prudence, l'élément reste caché.",
        advice="Les valeurs possibles sont {words}.",
        why=(
            "Quand on ne sait pas qui peut lire un texte, on ne le montre qu'à l'équipe ; un statut inconnu "
            "est un brouillon."
        ),
    ),
    Code(
        id="STR023",
        severity=Severity.ERROR,
        message="Ce fichier devait contenir {expected} : il n'est pas utilisé.",
        advice="Comparez-le à l'exemple de la documentation.",
        why="Le contenu d'un fichier de données a une forme fixe ; une autre forme ne peut pas être comprise.",
    ),
    Code(
        id="STR024",
        severity=Severity.WARNING,
        message="« {key} » et « {other} » sont deux noms de la même clé : seule « {other} » est lue.",
        advice="Réunissez les deux valeurs sous « {other} ».",
        why="Deux noms pour une seule information finissent par se contredire.",
    ),
    Code(
        id="STR026",
        severity=Severity.WARNING,
        message="« {text} » semble être la suite d'un texte qu'une virgule a coupé.",
        advice='Mettez le texte entier entre guillemets : "…, …".',
        why="Entre accolades, une virgule sépare deux clés ; seuls des guillemets la gardent dans le texte.",
    ),
)

_UNFINISHED: tuple[Code, ...] = (
    Code(
        id="STR040",
        severity=Severity.ADVICE,
        message="« {written} » est compris comme « {read} ».",
        advice="Écrivez-le ainsi : ce sera clair pour tout le monde.",
        why="Ce mot vient d'un autre outil ou d'une autre habitude ; Vitrail dit ce qu'il en a fait.",
    ),
    Code(
        id="STR041",
        severity=Severity.ERROR,
        message="Ce fichier contient un conflit de git qui n'est pas résolu : il n'est pas publié.",
        advice="Choisissez entre les deux versions, puis supprimez les lignes « <<<<<<< », « ======= » et « >>>>>>> ».",
        why=(
            "Après une fusion, git laisse les deux versions l'une sous l'autre : ni l'une ni l'autre n'est ce que "
            "l'auteur voulait publier."
        ),
    ),
    Code(
        id="STR042",
        severity=Severity.ERROR,
        message="L'en-tête de ce fichier est écrit en TOML (+++) : il n'est pas lu, et la page n'est pas publiée.",
        advice="Remplacez « +++ » par « --- », et chaque ligne « clé = valeur » par « clé: valeur ».",
        why="Un en-tête qui n'est pas lu peut dire que la page est un brouillon, ou à qui elle est réservée.",
    ),
)

CODES: tuple[Code, ...] = tuple(
    sorted((*_NAMES, *_QUANTITIES, *_PLACES, *_VALUES, *_UNFINISHED), key=lambda code: code.id)
)
