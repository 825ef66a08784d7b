"""The words that the benchmark's invented students write with."""

from __future__ import annotations

FIRST_NAMES = (
    "Léa Yanis Chloé Hugo Inès Mathis Sarah Nolan Camille Enzo Lina Théo Manon Adam Jade Lucas Zoé Rayan Emma Tom "
    "Louise Noé Alice Ilyes Anaïs Malo Clara Sacha Eva Robin Maëlle Axel Rose Gabin Lola Maxime Nina Simon Élise Victor"
).split()
LAST_NAMES = (
    "Moreau Benali Le-Goff Lefèvre Diallo Girard Nguyen Roux Marchand Kaya Perrin Faure Blanchard Colin Da-Silva "
    "Guérin Haddad Jacquet Lemoine Masson Noël Ollivier Picard Renaud Sissoko Tanguy Urbain Vidal Weber Zidane"
).split()
TUTORS = (
    "Kerhervé Le-Bihan Abgrall Quéméner Souchard Talarmin Guivarch Riouallon Pencreac'h Morvannou Cozanet Jaffrezou"
).split()
"""Surnames of those who welcome interns: no student has one."""
HOSTS = "Mairie Clinique Coopérative Imprimerie Scierie Laiterie Librairie Médiathèque".split()
CODES = (
    "B1.1.1 B1.1.2 B1.1.3 B1.1.4 B1.1.5 B1.1.6 B1.2.1 B1.2.2 B1.2.3 B1.3.1 B1.3.2 B1.3.3 B1.4.1 B1.4.2 B1.4.3 B1.5.1 "
    "B1.5.2 B1.5.3 B1.6.1 B1.6.2 B1.6.3 B1.6.4 B3.1.1 B3.1.2 B3.2.1 B3.3.1 B3.3.2 B3.4.1"
).split()
"""Competencies that both options share."""
TECHNOLOGIES = (
    "GLPI 10|Debian 12|Windows Server 2022|PowerShell 7|Python 3|Symfony 7|PostgreSQL 16|MariaDB|Nginx|Docker|Ansible|"
    "Zabbix|OPNsense|Cisco IOS|Active Directory|Git|Kotlin|Vue 3|PHP 8|Proxmox"
).split("|")
VERBS = (
    "installé configuré vérifié comparé documenté déployé corrigé mesuré migré sauvegardé testé surveillé présenté "
    "automatisé chiffré cloisonné recensé planifié réparé restauré observé livré relu simplifié"
).split()
NOUNS = (
    "serveur poste commutateur routeur pare-feu annuaire domaine script service ticket inventaire certificat journal "
    "sauvegarde requête table formulaire déploiement correctif réseau sous-réseau compte groupe partage imprimante "
    "procédure incident alerte sonde conteneur image dépôt branche version module test contrat maquette écran client "
    "utilisateur technicien responsable atelier salle bâtiment baie câble borne lien débit latence disque "
    "volume grappe cahier besoin délai budget risque audit rapport bilan entretien réunion planning tâche jalon "
    "recette formation"
).split()
ADJECTIVES = (
    "nouveau stable ancien lent fiable documenté distant local partagé chiffré virtuel physique critique quotidien "
    "hebdomadaire complet partiel prévu urgent simple précis manuel automatique redondant isolé provisoire définitif"
).split()
LINKS = "pour avec sans depuis après avant selon malgré pendant vers sous entre".split()
FILLERS = (
    "ensuite d'abord enfin cependant souvent parfois rarement toujours presque seulement aussi surtout alors donc "
    "davantage ailleurs aujourd'hui hier"
).split()
HEADINGS = (
    "Le contexte|Le besoin|L'existant|Les contraintes|Ce que j'ai fait|La démarche|"
    "Les choix techniques|La mise en œuvre|Les essais|Les résultats|Les difficultés|Le bilan|"
    "Ce que je referais autrement|La documentation laissée|La sécurité|La répartition du travail"
).split("|")
SNIPPETS = (
    (
        "powershell",
        """Get-ADUser -Filter * -SearchBase "OU={a},DC=lycee,DC=example" |
  Where-Object {{ -not $_.Enabled }} |
  Export-Csv {b}.csv -Delimiter ';' -NoTypeInformation""",
    ),
    (
        "python",
        """def {a}(chemin):
    # compter les lignes utiles
    with open(chemin, encoding="utf-8") as source:
        return sum(1 for ligne in source if "{b}" in ligne)""",
    ),
    (
        "sql",
        """SELECT {a}.id, count(*) AS total
  FROM {a}
  JOIN {b} ON {b}.id_{a} = {a}.id
 WHERE {b}.etat <> 'clos'
 GROUP BY {a}.id
HAVING count(*) > {n};""",
    ),
    (
        "yaml",
        """services:
  {a}:
    image: registre.example/{b}:1.{n}
    restart: unless-stopped
    ports:
      - "80{n}:80\"""",
    ),
    (
        "bash",
        """for hote in $(cat {a}.txt); do
  ping -c 1 -W 1 "$hote" >/dev/null || echo "$hote : {b} absent"
done""",
    ),
)
"""(language, code to fill with two names and a number)."""
