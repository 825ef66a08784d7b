"""Secrets are found as people leave them, and hardly ever where there is none."""

import hashlib
import re
import sysconfig
import time
from pathlib import Path

import pytest

from vitrail.content.extracts.secrets import secrets

SAMPLES = Path(__file__).with_name("secrets.txt").read_text("utf-8").replace("¦", "")
_SAMPLE = re.compile(r"^== (held|warned) ([^\n]+)\n(.*?)(?=^== |\Z)", re.MULTILINE | re.DOTALL)
FOUND = {(kind, name): text for kind, name, text in _SAMPLE.findall(SAMPLES)}
INSTALLED = Path(sysconfig.get_path("purelib"))
TEXTS = frozenset(".py .txt .md .json .yml .yaml .toml .css .js .html .cfg .ini .csv .sh".split())


def test_of_the_secrets_that_people_leave_nearly_all_are_found():
    """Keys and tokens are told from passwords: the first hold a page back."""
    assert len(FOUND) >= 60
    heard = {name: {one.key for one in secrets(text)} for name, text in FOUND.items()}
    assert sum(map(bool, heard.values())) >= len(FOUND) - 5
    wrong = {name for name, kinds in heard.items() if kinds and (True in kinds) != (name[0] == "held")}
    assert wrong == set()


def test_six_hundred_files_of_packages_raise_three_alarms_at_most():
    """Code speaks of passwords all day: a tool that cries is not read."""
    files = [path for path in INSTALLED.rglob("*") if path.suffix in TEXTS and path.stat().st_size < 200_000]
    names = {path: path.relative_to(INSTALLED).as_posix().encode() for path in files}
    drawn = sorted(files, key=lambda path: hashlib.sha256(names[path]).digest())[:600]
    texts = {path: path.read_text("utf-8", "replace") for path in drawn}
    alarms = [(path, text[one.start - 30 : one.start + 30]) for path, text in texts.items() for one in secrets(text)]
    assert len(drawn) == 600
    assert len(alarms) <= 3, alarms


@pytest.mark.parametrize(
    "text",
    [
        "Le mot de passe est de 12 caractères au moins.", "mot de passe : 90 jours", "Mots de passe : B1.4.2",
        "Mot de passe : à changer à la première connexion", "mdp : voir KeePass", "mot de passe : SHA-512",
        "Le mot de passe est stocké en bcrypt (2b).", "Mot de passe ≥ 14 caractères", "password: minlength8",
        "| Mot de passe | 12 caractères |", "mot de passe=********", "PASSWORD=exemple123", "DB_PASSWORD=xxxxxxx1",
        "password = input('Mot de passe')", "$password = $_POST['mdp1'];", "password_hash($mdp, PASSWORD_BCRYPT)",
        "token: ${{ secrets.GITHUB_TOKEN }}", "pass: /etc/ssl/private/cle1.pem", "ssh://git@gitlab.com:2222/lea.git",
        "username cisco privilege 15 secret cisco", "snmp-server community public RO", "curl -u $USER:$PASS https://a",
        "postgres://user:password@localhost/db", "mysql -u root -p glpi", "-----BEGIN PRIVATE KEY-----\n...\n",
        "ghp_" + "0" * 36, "glpat-" + "xxxx" * 5, "AKIA" + "IOSFODNN7EXAMPLE", "Mot de passe : ****", "eyJ.eyJ.x",
        "PrivateKey = <votre clé privée>", "github_pat_ suivi de 82 caractères",
        "mot de passe et chiffrement des disques : AES-256x", "un mot de passe de 12 caractères, durée : 90jours",
        "mot de passe : [ANSSI-PG-078](https://cyber.gouv.fr)",
        "| Règle | Mot de passe | Durée |\n|---|---|---|\n| Direction | 12 caractères | 90jours |",
        "Clé WiFi : WPA2-PSK",
        "| Mot de passe | Login |\n|---|---|\n| à changer | lea2026 |",
        "Clé pré-partagée : entrez la clé convenue",
        "    secret = $SECRET2", "POSTGRES_PASSWORD: ${DB_PASS2}", "chown root:root /var/www2", "PSK : AES-256",
        "| Compte | Mot de passe |\n|---|---|\n| glpi | glpi |\n| tech | tech |", "Admin : admin@gsb.fr",
        "getPassword('Mot de passe 2')", "connexion (SSH / Telnet)", "lea@gsb.fr / 06 12 34 56 78",
        "password obligatoire", "secret=$SECRET2", "| Mot de passe root | à changer |", "administrateur : Jean Roy",
    ],
)  # fmt: skip
def test_a_sentence_about_secrets_and_what_stands_for_one_are_none(text):
    """Rules of a password, variables, paths, examples, masks."""
    assert list(secrets(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "enable secret Passw0rd-Routeur9", "Le mdp est Passw0rd", "Identifiants : admin / Rivage!2026",
        "Compte de test : a@b.example / Rivage!2026", "Login/mdp : jury / Jury2027!", "Connexion : jury — Jury2027!",
        "Accès : https://p.example (jury / Rivage#26)",
        "| Compte | Mot de passe |\n|---|---|\n| admin | Rivage!2026 |", "login;mdp\nadmin;Rivage2026\n",
        "Mot de passe : Motdepasse2026!", "DB_PASSWORD=Password2026", "new PDO('mysql:host=a', 'gsb', 'Gsb2026mdp')",
        "On entre avec le mot de passe « Rivage29 ».", "Le compte admin, mot de passe `Rivage29`, est local.",
        "Mot de passe du pare-feu : Rivage29", "- mdp admin = Rivage!2026",
        "mot de passe de l’administrateur local: Rivage29",
        "- **Mot de passe :** `Rivage29*`", "**Mot de passe administrateur** : `Rivage29!`",
        "J'ai changé le mot de passe de Mme Girard (compta) : `Rivage29`.", "PSK WiFi : rivage-wifi-29",
        "Secret RADIUS partagé : `rivage29`", "Clé pré-partagée : Rivage29!",
        "Se connecter avec : `admin` / `Rivage29`",
        "| Nom | Login | Mot de passe | Groupe |\n|---|---|---|---|\n| Poulain | jpoulain | Rivage29* | G_COMPTA |",
        "| Mot de passe | VLAN |\n|---|---|\n| `Rivage29` | 20 |",
        "login;mot de passe par défaut;OU\nlea;Rivage29;SISR\n",
        'lea  Cleartext-Password := "Rivage2029"', "client labo {\n    secret = rivage29\n}",
        "    stats auth root:Rivage29", "      MYSQL_ROOT_PASSWORD: rivage29",
        "Entrer les identifiants MariaDB (`glpiuser` / `S3rv@Rivage29`).", "Administrateur local : Rivage29!",
        "- Administrateur : `admin` / `Rivage29!`", "- compta@gsb.fr / Rivage29", "| Mot de passe root | Rivage29! |",
        "| Rôle | Login | Mot de passe |\n|---|---|---|\n| Admin | glpi | glpi |\n| Tech | tech | Rivage29 |",
        "| Serveur | Login / MDP |\n|---|---|\n| SRV1 | root / Rivage29 |", "Mot de passe → Rivage29",
        "mot de passe **rivage29**", "**Password** : `rivage29`", "PSK : rivage29", "Clé WPA2 : rivage29invite",
        "[6001]\ntype=friend\nsecret=Rivage29\nhost=dynamic", "line vty 0 4\n password Rivage29\n login",
        " ikev1 pre-shared-key Rivage29", "set psksecret Rivage29", "ansible_become_pass: rivage29", "DB_PASS=rivage29",
        "spring.datasource.password=rivage29", "$mail->setPassword('rivage29');", "<password>Rivage29</password>",
        'ConvertTo-SecureString -AsPlainText "Rivage29" -Force', 'getConnection(url, "root", "Rivage29")',
    ],
)  # fmt: skip
def test_a_password_that_spells_the_word_and_one_beside_its_name_are_told(text):
    """A word in disguise, or with a year after it, is what beginners choose."""
    assert [one.key for one in secrets(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        'ldapsearch -x -D "cn=admin,dc=gsb,dc=lan" -w Rivage2026 -b dc=gsb', "ldapadd -D cn=a -w 'Rivage!29' -f a",
        "ldappasswd -D cn=admin -W -s Rivage29 uid=lea", "mysql -u root --password=rivage29 glpi",
        "curl -X POST -u 'admin':'Rivage29' https://nas", "net use Z: \\\\srv\\part /user:GSB\\lea Rivage29",
        "net use Z: \\\\srv\\part Rivage29", "echo 'lea:Rivage29' | sudo chpasswd", "echo Rivage29 | sudo -S id",
        "docker login -u lea -p Rivage29 registre", "samba-tool user create lea Rivage29", "redis-cli -a Rivage29 ping",
        "snmpwalk -v3 -u sup -a SHA -A Rivage29 srv", "htpasswd -bc /etc/nginx/.htpasswd lea Rivage29",
        "xfreerdp /u:lea /p:Rivage29 /v:srv",
        'xfreerdp3 /u:"lea" /p:"Rivage29"', 'echo -n "Rivage29" | sha256sum',
        "sqlcmd -S srv -U sa -P Rivage29", "plink -ssh -pw Rivage29 lea@srv",
    ],
)  # fmt: skip
def test_a_password_given_to_a_command_is_told(text):
    """Each has its own option for it, and students paste what they typed."""
    assert [secret.key for secret in secrets(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "ldapsearch -x -D cn=admin -W -b dc=gsb2", "ldapsearch -D cn=admin -w motdepasse -s sub", "ssh -p 22 a@srv1",
        "ldapsearch -D cn=admin -w $LDAP_PASS2", "curl -u admin https://192.168.1.10:8006/api2", "zip -r a2026.zip b1",
        "net use Z: \\\\srv01\\partage2 /persistent:yes", "net use Z: \\\\srv01\\partage2 * /user:lea",
        "docker run -p 8080:80 nginx1", "docker login -u lea -p $CI_TOKEN2 registre", "snmpwalk -v2c -c public srv",
        "echo 'lea:$MDP1' | chpasswd", "samba-tool user create lea MotDePasse1", "--password-file=/etc/glpi/mdp1.txt",
        "htpasswd -c /etc/nginx/.htpasswd lea1", "wget --password=votre_mot_de_passe1", "7z a -pMOTDEPASSE a.7z b",
    ],
)  # fmt: skip
def test_a_command_without_a_password_of_somebody_tells_none(text):
    """A variable, a port, a prompt, what a manual writes in its place."""
    assert list(secrets(text)) == []


def test_a_secret_is_told_at_its_own_place():
    """Line and column are counted from it, also after letters that change their length in small ones."""
    text = "İstanbul\n\nMot de passe : Azerty123!\n"
    assert [text[one.start :].strip() for one in secrets(text)] == ["Azerty123!"]


def test_of_two_secrets_of_one_kind_side_by_side_both_are_told():
    """Each word is looked around for itself: the first secret of its neighbourhood hid those that follow."""
    text = "Mot de passe : Rivage29!\nmot de passe : Falaise30!\nMDP : Marais31!\n"
    assert [text[one.start :].split(maxsplit=1)[0] for one in secrets(text)] == ["Rivage29!", "Falaise30!", "Marais31!"]


def test_a_text_made_to_be_slow_is_read_quickly():
    """As many words as one likes: each is tried in its own neighbourhood, and not without end."""
    start = time.process_time()
    for text in (
        "password=",
        "://",
        "mot de passe ",
        "token: ",
        "key-",
        "curl -u ",
        "enable secret ",
        "ldapsearch -w ",
        "echo a:",
        "admin : `",
        "secret=",
        "a@b.fr / ",
        "<password>",
    ):
        list(secrets(text * (1_000_000 // len(text))))
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    "text",
    [
        "Identifiants : nom / prénom", "Accès : Windows / Debian-12", "Compte rendu : GLPI / OCS-Inventory2",
        "Connexion : 192.168.1.10:8080/glpi-10.0", "identifiant: lea.moreau / B1.1",
        "MYSQL_ROOT_PASSWORD: ${MYSQL_ROOT_PASSWORD}", "enable secret ***", "username admin secret xxx",
        "Le mot de passe doit avoir 12 caractères.", "mot de passe : au moins douze signes, changé chaque année",
        "mysql -u root -p glpi",
        "net user /domain", "Authorization: Bearer <votre jeton>", "password = os.environ['DB_PASSWORD']",
        "password_hash($_POST['password'], PASSWORD_BCRYPT)", "API_KEY=exemple-de-cle", "DB_PASSWORD=",
        "Set-ADAccountPassword -Identity lea -NewPassword (Read-Host -AsSecureString)", "curl -u admin https://nas.lycee.lan",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJk1 lea@poste", "Mots de passe : KeePass 2.57, politique ANSSI",
        "snmp-server community public RO", "Le mot de passe est stocké avec bcrypt.", "service password-encryption",
        "wifi : WPA2-PSK, mot de passe remis en main propre", "réinitialisation du mot de passe B1.2.2",
        "le mot de passe « administrateur »", "'mot de passe' Linux2026", "le mot de passe `DB_PASSWORD`",
    ],
)  # fmt: skip
def test_what_only_speaks_of_secrets_is_none(text):
    """A rule, a command, a placeholder, a public key, a heading."""
    assert list(secrets(text)) == []
