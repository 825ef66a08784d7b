"""Diagrams as students write them, and those of somebody hostile; whether each is drawn."""

DRAWN = {
    "flow1": "flowchart TD\n"
    "  A[Demande de l'utilisateur] --> B{Urgente ?}\n"
    "  B -- Oui --> C[Intervention immédiate]\n"
    "  B -- Non --> D[(File GLPI)]\n"
    "  D --> E((Fin))\n",
    "flow2": "graph LR\n"
    "  subgraph DMZ [Zone démilitarisée]\n"
    "    web[Serveur web<br/>192.168.10.5]\n"
    "  end\n"
    "  internet((Internet)) -->|HTTPS 443| fw{{Pare-feu pfSense}} --> web\n"
    "  web -.-> bdd[(MariaDB)]\n"
    "  style web fill:#f9f,stroke:#333\n"
    "  classDef rouge fill:#f00\n"
    "  class bdd rouge\n",
    "flow4": "flowchart TB\n    Client-->Reverse-Proxy\n    Reverse-Proxy-->Application\n    Application-->Base\n",
    "seq1": "sequenceDiagram\n"
    "    participant U as Utilisateur\n"
    "    participant S as Serveur LDAP\n"
    "    U->>S: Demande de connexion\n"
    "    S-->>U: Jeton signé\n"
    "    Note over U,S: Session de 8 heures\n",
    "seq2": "sequenceDiagram\n"
    "  actor Technicien\n"
    "  Technicien->>GLPI: Ouvre le ticket\n"
    "  alt ticket urgent\n"
    "    GLPI->>Responsable: Prévient\n"
    "  else sinon\n"
    "    GLPI->>File: Range\n"
    "  end\n"
    "  loop chaque matin\n"
    "    File->>Technicien: Relance\n"
    "  end\n",
    "class1": "classDiagram\n"
    "  class Utilisateur {\n"
    "    +String nom\n"
    "    +connecter() bool\n"
    "  }\n"
    "  class Administrateur\n"
    "  Utilisateur <|-- Administrateur\n"
    "  Administrateur : +supprimer(Utilisateur u)\n",
    "class2": 'classDiagram\n  Vehicule "1" --> "0..*" Location : concerne\n  Client --> Location : effectue\n',
    "state1": "stateDiagram-v2\n"
    "  [*] --> Nouveau\n"
    "  Nouveau --> EnCours : attribution\n"
    "  EnCours --> Resolu : solution trouvée\n"
    "  Resolu --> [*]\n",
    "state2": 'stateDiagram-v2\n  state "En attente de pièce" as attente\n  [*] --> attente\n  attente --> Termine\n',
    "er1": "erDiagram\n"
    "  CLIENT ||--o{ COMMANDE : passe\n"
    "  CLIENT {\n"
    "    int id PK\n"
    "    string nom\n"
    '    string courriel "adresse vérifiée"\n'
    "  }\n"
    "  COMMANDE ||--|{ LIGNE : contient\n",
    "gantt1": "gantt\n"
    "  title Planning du projet\n"
    "  dateFormat YYYY-MM-DD\n"
    "  section Analyse\n"
    "  Recueil du besoin :done, a1, 2026-01-12, 5d\n"
    "  Cahier des charges :active, after a1, 4d\n"
    "  section Réalisation\n"
    "  Maquette :crit, 2026-01-26, 6d\n",
    "pie": 'pie showData\n  title Incidents par type\n  "Réseau" : 42\n  "Matériel" : 31\n  "Logiciel" : 27\n',
    "git": "gitGraph\n"
    '  commit id: "initial"\n'
    "  branch develop\n"
    "  checkout develop\n"
    '  commit id: "ajout"\n'
    "  checkout main\n"
    '  merge develop tag: "v1.0"\n',
    "mind": "mindmap\n  root((Sécurité))\n    Réseau\n      Pare-feu\n      VLAN\n    Postes\n      Antivirus\n",
    "time": "timeline\n  title Mon parcours\n  2024 : Bac STI2D\n  2025 : BTS SIO : Stage mairie\n",
    "journey": "journey\n"
    "  title Journée du technicien\n"
    "  section Matin\n"
    "    Lire les tickets: 5: Moi\n"
    "    Intervenir: 3: Moi, Tuteur\n",
    "quad": "quadrantChart\n"
    "  title Priorités\n"
    "  x-axis Facile --> Difficile\n"
    "  y-axis Inutile --> Utile\n"
    "  quadrant-1 Planifier\n"
    "  Sauvegarde: [0.8, 0.9]\n",
    "xy": "xychart-beta\n"
    '  title "Tickets par mois"\n'
    "  x-axis [sept, oct, nov]\n"
    '  y-axis "Nombre" 0 --> 60\n'
    "  bar [23, 45, 12]\n",
    "req": "requirementDiagram\n"
    "  requirement besoin {\n"
    "    id: 1\n"
    "    text: sauvegarder chaque nuit\n"
    "    risk: high\n"
    "    verifymethod: test\n"
    "  }\n",
    "comment": "%%{init: {'theme':'dark'}}%%\nflowchart LR\n  %% un commentaire secret\n  A[Une] --> B[Deux]\n",
    "front": "---\ntitle: Schéma de la salle\n---\nflowchart LR\n  A[Une] --> B[Deux]\n",
    "wide": "flowchart LR\n"
    "  n0[Étape numéro 0] --> n1[Étape numéro 1]\n"
    "  n1[Étape numéro 1] --> n2[Étape numéro 2]\n"
    "  n2[Étape numéro 2] --> n3[Étape numéro 3]\n"
    "  n3[Étape numéro 3] --> n4[Étape numéro 4]\n"
    "  n4[Étape numéro 4] --> n5[Étape numéro 5]\n"
    "  n5[Étape numéro 5] --> n6[Étape numéro 6]\n"
    "  n6[Étape numéro 6] --> n7[Étape numéro 7]\n"
    "  n7[Étape numéro 7] --> n8[Étape numéro 8]\n"
    "  n8[Étape numéro 8] --> n9[Étape numéro 9]\n"
    "  n9[Étape numéro 9] --> n10[Étape numéro 10]\n"
    "  n10[Étape numéro 10] --> n11[Étape numéro 11]\n"
    "  n11[Étape numéro 11] --> n12[Étape numéro 12]\n"
    "  n12[Étape numéro 12] --> n13[Étape numéro 13]\n"
    "  n13[Étape numéro 13] --> n14[Étape numéro 14]",
    "accents": "flowchart TD\n  é1[Œuvre] --> ñ2[Über-Größe]\n  ñ2 --> я[Проект]\n  я --> 网[网络]\n",
    "html": 'flowchart TD\n  A["<b>Gras</b> et <i>italique</i>"] --> B["a &lt; b"]\n',
    "c4": "C4Context\n"
    "  title Système\n"
    '  Person(eleve, "Élève", "Dépose son travail")\n'
    '  System(forge, "Forge", "Garde les versions")\n'
    '  Rel(eleve, forge, "pousse vers")\n',
    "block": "block-beta\n  columns 3\n  Serveur Switch Poste\n",
    "sankey": "sankey-beta\nBudget,Serveurs,40\nBudget,Licences,20\n",
    "evil2": "flowchart TD\n"
    "  A[a] --> B[b]\n"
    "  style A fill:url(https://evil.example/x)\n"
    "  linkStyle 0 stroke:url(//evil.example)\n",
    "er2": "erDiagram\n  ELEVE }o--|| CLASSE : appartient\n",
    "state3": "stateDiagram-v2\n  [*] --> Actif\n  Actif --> [*]\n",
}
"""Mermaid that is drawn whole."""
SHOWN = {
    "flow3": 'flowchart LR\n  a["Poste élève (salle 204)"] ==> b["Commutateur \\"cœur\\""]\n  b --> c[/Imprimante/]\n',
    "click": 'flowchart TD\n  A[Accueil] --> B[Suite]\n  click A "https://exemple.fr" "Voir la documentation"\n',
    "class3": "classDiagram\n  class Animal { +int age }\n  Animal <|-- Chat\n",
    "evil1": "flowchart TD\n"
    '  A["<script>alert(1)</script>"] --> B["<img src=x onerror=alert(1)>"]\n'
    '  click A "javascript:alert(1)" "x"\n',
    "bad": "flowchart TD\n  A[[[ --> \n",
    "empty": "\n",
}
"""Mermaid whose source is shown: what it does not read, and labels that it would drop."""
MODELS = {
    "a": "CLIENT: Réf. client, Nom, Prénom, Adresse\n"
    "PASSER, 0N CLIENT, 11 COMMANDE\n"
    "COMMANDE: Num commande, Date, Montant\n"
    "INCLURE, 1N COMMANDE, 0N PRODUIT: Quantité\n"
    "PRODUIT: Réf. produit, Libellé, Prix unitaire\n",
    "b": "ÉLÈVE: num_élève, nom, prénom\nInscrire, 11 ÉLÈVE, 0N CLASSE\nCLASSE: code classe, libellé\n",
    "c": "POSTE: numéro [INT], adresse MAC [VARCHAR(17)]\nÊTRE DANS, 11 POSTE, 0N SALLE\nSALLE: code, étage\n",
    "d": "EMPLOYÉ: matricule, nom\nENCADRER, 0N EMPLOYÉ, 01 EMPLOYÉ\n",
    "e": "% un commentaire\nTICKET: num, objet\nTRAITER, 0N TECHNICIEN, 01 TICKET: date\nTECHNICIEN: id, nom\n",
    "f": ":\n"
    "STAGE: code\n"
    "EFFECTUER, 0N ÉTUDIANT, 1N STAGE, 0N ENTREPRISE: début, fin\n"
    "ÉTUDIANT: ine\n"
    "ENTREPRISE: siret, raison sociale\n",
    "h": "SALLE: code\nABRITER, 0N SALLE, 11 POSTE\nPOSTE: numéro\n",
    "i": "AUTEUR: id, nom\n"
    "ÉCRIRE, 1N AUTEUR, 1N LIVRE: année\n"
    "LIVRE: isbn, titre\n"
    "\n"
    "EMPRUNTER, 0N LIVRE, 0N LECTEUR: date retour\n"
    "LECTEUR: carte, nom\n",
    "j": "VOITURE: immatriculation, marque\nLOUER, 0N CLIENT, 0N VOITURE: du, au\nCLIENT: permis, nom\n",
    "k": "FILM: visa, titre\n"
    "JOUER, 1N ACTEUR, 1N FILM: rôle\n"
    "ACTEUR: nom, naissance\n"
    "RÉALISER, 11 FILM, 1N CINÉASTE\n"
    "CINÉASTE: nom\n",
    "l": "SERVEUR: nom, adresse\nHÉBERGER, 1N SERVEUR, 11 SITE\nSITE: domaine\n",
    "m": "PATIENT: nir\nCONSULTER, 0N PATIENT, 0N MÉDECIN: date, motif\nMÉDECIN: rpps, spécialité\n",
    "n": "USAGER: login, courriel\nAPPARTENIR, 1N USAGER, 0N GROUPE\nGROUPE: libellé\n",
    "o": "COMMUNE: insee, nom\nSITUER, 11 ÉCOLE, 0N COMMUNE\nÉCOLE: uai, nom\n",
    "p": "VOL: numéro\nPARTIR, 11 VOL, 0N AÉROPORT: heure\nAÉROPORT: code\n",
    "q": "PLAT: nom\nCOMPOSER, 1N PLAT, 0N INGRÉDIENT: quantité\nINGRÉDIENT: nom, allergène\n",
    "r": "JOUEUR: licence\nPARTICIPER, 0N JOUEUR, 2N MATCH: score\nMATCH: numéro, date\n",
    "s": "ÉQUIPEMENT: série\nPRÊTER, 0N ÉQUIPEMENT, 0N ÉLÈVE: début, fin\nÉLÈVE: ine, nom\n",
    "t": "CAPTEUR: id\nRELEVER, 0N CAPTEUR, 0N INSTANT: valeur\nINSTANT: horodatage\n",
    "u": "ARTICLE: référence\nRANGER, 0N ARTICLE, 0N ALLÉE: niveau\nALLÉE: lettre\n",
    "v": "CONTRAT: numéro\nSIGNER, 11 CONTRAT, 1N SALARIÉ\nSALARIÉ: matricule, nom\n",
    "w": "GARAGE: siret\nRÉPARER, 0N GARAGE, 0N VÉHICULE: date, prix\nVÉHICULE: plaque\n",
    "x": "CHAMBRE: numéro, étage\nRÉSERVER, 0N CHAMBRE, 0N HÔTE: arrivée, départ\nHÔTE: nom\n",
    "y": "PAQUET: suivi\nLIVRER, 01 PAQUET, 0N TOURNÉE\nTOURNÉE: jour\n",
    "z": "MODULE: code, intitulé\nENSEIGNER, 1N MODULE, 0N ENSEIGNANT: heures\nENSEIGNANT: nom\n",
    "aa": "TACHE: num\nPRÉCÉDER, 0N TACHE, 0N TACHE\n",
    "ab": "VLAN: numéro, nom\nRELIER, 1N COMMUTATEUR, 0N VLAN: port\nCOMMUTATEUR: modèle\n",
    "ac": "DÉPÔT: adresse\nPOUSSER, 0N PERSONNE, 0N DÉPÔT: révision\nPERSONNE: pseudo\n",
    "ad": "LICENCE: clé\nINSTALLER, 0N LICENCE, 0N MACHINE: date\nMACHINE: nom\n",
    "ae": "BADGE: numéro\nOUVRIR, 0N BADGE, 0N PORTE: heure\nPORTE: lieu\n",
}
"""MCD that are drawn whole."""
REFUSED_MODELS = {
    "g": "/XT\\ PERSONNE <- ÉLÈVE, PROFESSEUR: statut\nPERSONNE: id, nom\nÉLÈVE: classe\nPROFESSEUR: matière\n",
    "bad": "CLIENT Réf client\nPASSER, CLIENT\n",
    "evil": "CLIENT: <script>alert(1)</script>, nom\n"
    "%%mocodo --lib http://evil.example\n"
    "PASSER, 0N [javascript:alert(1)] CLIENT, 11 COMMANDE\n"
    "COMMANDE: num\n",
}
"""Those whose source is shown."""
