"""Who a text of the team names: each person in whatever order pages say them, and nobody for what people do."""

import pytest

from tests.builders import cohort, student, verdict
from vitrail.content.model.verdict import Opinion, Role
from vitrail.knowledge.privacy.declared import outlined
from vitrail.knowledge.privacy.forms import common, forms
from vitrail.knowledge.privacy.people import people_in
from vitrail.knowledge.privacy.veil import veil_of

TYPED = [
    ("Victor Pencreac'h", ["Victor Pencreac'h", "M. Pencreac’h", "Pencreac'h Victor"], []),
    ("Ronan Kerhervé", ["Ronan Kerhervé", "Kerhervé Ronan", "M. Kerhervé"], []),
    ("KERHERVÉ Ronan", ["Ronan Kerhervé", "M. Kerhervé"], []),
    ("Ronan KERHERVÉ", ["Kerhervé Ronan", "M. Kerhervé"], []),
    ("M. Lefort", ["M. Lefort", "Monsieur Lefort"], ["le plus fort"]),
    ("Mme Le Goff", ["Mme Le Goff", "Madame LE GOFF"], []),
    ("M. Jean-Pierre de La Tour", ["Jean-Pierre de La Tour", "M. de La Tour"], []),
    ("de La Tour Anne", ["Anne de La Tour", "Mme de La Tour"], []),
    ("Marie d'Ormesson", ["Marie d'Ormesson", "Mme d'Ormesson"], []),
    ("Éric O'Brien", ["Éric O'Brien", "O'Brien Éric"], []),
    ("Le Goff Jean", ["Jean Le Goff", "M. Le Goff"], []),
    ("Ludwig van den Berg", ["Ludwig van den Berg", "M. van den Berg"], []),
    ("J. Dupont", ["J. Dupont", "M. Dupont"], []),
    ("A. Dupont", ["A. Dupont", "M. Dupont"], []),
    ("Dupont", ["Dupont", "M. Dupont"], []),
    ("Pierre Maire", ["Pierre Maire", "M. Maire"], ["avec Pierre, un camarade"]),
    ("Lucie Chef", ["Lucie Chef", "Mme Chef"], []),
    ("ronan kerhervé", ["Ronan Kerhervé", "M. Kerhervé"], []),
    ("mme roy", ["Mme Roy"], []),
    ("DUPONT JEAN", ["Jean Dupont", "M. Dupont"], []),
    ("Dr Anne Petit", ["Anne Petit", "Dr Petit"], []),
    ("Jean Dupont, responsable informatique", ["Jean Dupont", "M. Dupont"], ["le responsable informatique"]),
    ("Jean Dupont, développeur senior", ["Jean Dupont", "M. Dupont"], ["un développeur senior m'a aidé"]),
    ("Jean Dupont, technicien réseau", ["Jean Dupont"], ["le métier de technicien réseau"]),
    ("Jean Dupont (administrateur systèmes)", ["Jean Dupont"], ["un administrateur systèmes"]),
    ("Jean Dupont (DSI)", ["Jean Dupont"], ["la DSI"]),
    ("Jean Dupont - DSI", ["Jean Dupont", "M. Dupont"], []),
    ("Jean Dupont – Responsable SI", ["Jean Dupont", "M. Dupont"], []),
    ("Jean Dupont — directeur technique", ["Jean Dupont", "M. Dupont"], ["le directeur technique"]),
    ("Jean Dupont : chef de projet", ["Jean Dupont", "M. Dupont"], ["un chef de projet"]),
    ("Jean Dupont | Chef de projet", ["Jean Dupont"], ["un chef de projet"]),
    ("Jean Dupont responsable informatique", ["Jean Dupont", "M. Dupont"], []),
    ("Jean Dupont DSI", ["Jean Dupont", "M. Dupont"], []),
    ("Jean Dupont tuteur en entreprise", ["Jean Dupont", "M. Dupont"], []),
    ("Jean Dupont en charge du réseau", ["Jean Dupont", "M. Dupont"], []),
    ("mon tuteur Jean Dupont", ["Jean Dupont", "M. Dupont"], ["mon tuteur"]),
    ("Mon tuteur : Jean Dupont", ["Jean Dupont", "M. Dupont"], ["mon tuteur"]),
    ("Tuteur : M. Dupont", ["M. Dupont"], ["le tuteur"]),
    ("mon maître de stage, Jean Dupont", ["Jean Dupont"], ["mon maître de stage"]),
    ("mon maître de stage Jean Dupont", ["Jean Dupont", "M. Dupont"], ["mon maître de stage"]),
    ("le directeur, M. Dupont", ["M. Dupont"], ["le directeur"]),
    ("M. le directeur Jean Dupont", ["Jean Dupont"], ["M. le directeur"]),
    ("responsable RH Marie Petit", ["Marie Petit", "Mme Petit"], []),
    ("Jean Dupont, chargé de clientèle", ["Jean Dupont"], ["le chargé de clientèle"]),
    ("Marie Petit, assistante de direction", ["Marie Petit"], ["l'assistante de direction"]),
    ("Jean Dupont, Ingénieur Systèmes", ["Jean Dupont"], ["un ingénieur systèmes"]),
    ("Jean Dupont, Administrateur Systèmes et Réseaux", ["Jean Dupont"], ["un administrateur systèmes", "les réseaux"]),
    ("Jean Dupont, gérant", ["Jean Dupont"], ["le gérant"]),
    ("Jean Dupont de la société Acme", ["Jean Dupont"], ["la société"]),
    ("Jean Dupont (Mairie de Valmont)", ["Jean Dupont"], []),
    ("Jean Dupont, service Comptabilité", ["Jean Dupont"], ["la comptabilité"]),
    ("M. Lefort et Mme Roy", ["M. Lefort", "Mme Roy"], []),
    ("M. LEFORT ET MME ROY", ["M. Lefort", "Mme Roy"], []),
    ("M. et Mme Dupont", ["Mme Dupont"], []),
    ("M. Dupont ou Mme Roy", ["M. Dupont", "Mme Roy"], []),
    ("Jean Dupont ; Marie Roy", ["Jean Dupont", "Marie Roy"], []),
    ("Jean Dupont / Marie Roy", ["Jean Dupont", "Marie Roy"], []),
    ("Jean Dupont & Marie Roy", ["Jean Dupont", "Marie Roy"], []),
    ("Jean Dupont, Marie Roy et Paul Martin", ["Jean Dupont", "Marie Roy", "Paul Martin"], []),
    ("Lefort, Roy", ["M. Lefort", "Mme Roy"], []),
    ("jean dupont et marie roy", ["Jean Dupont", "Marie Roy"], []),
    ("M. lefort et mme roy", ["M. Lefort", "Mme Roy"], []),
    ("Jean Dupont (tuteur), Marie Roy (RH)", ["Jean Dupont", "Marie Roy"], ["les RH"]),
    ("M. Dupont (tuteur) et M. Durand", ["M. Dupont", "M. Durand"], []),
    ("Ronan Kerhervé et paul martin", ["Ronan Kerhervé", "Paul Martin"], []),
    ("M. Lefort, responsable informatique et Mme Roy", ["M. Lefort", "Mme Roy"], ["le responsable informatique"]),
    ("mon tuteur", [], ["mon tuteur"]),
    ("Direction générale", [], ["la direction générale"]),
    ("le service informatique", [], ["le service informatique"]),
    ("Service Informatique", [], ["le service informatique"]),
    ("DSI", [], ["la DSI"]),
    ("équipe technique", [], ["l'équipe technique"]),
    ("le responsable du service", [], ["le responsable du service"]),
    ("Responsable Réseau", [], ["le responsable réseau"]),
    ("Technicien Support", [], ["un technicien support"]),
    ("Le tuteur de l'entreprise", [], ["le tuteur de l'entreprise"]),
    ("développeur senior", [], ["un développeur senior"]),
    ("Chef de projet", [], ["un chef de projet"]),
    ("Secrétariat général", [], ["le secrétariat général"]),
    ("mon tuteur jean", [], ["mon tuteur"]),
    ("à compléter", [], []),
    ("Mme Le Goff-Martin (responsable de formation)", ["Mme Le Goff-Martin"], ["la responsable de formation"]),
    ("DUPONT, Jean", ["Jean Dupont"], []),
    ("Jean DUPONT Responsable SI / RSSI", ["Jean Dupont", "M. Dupont"], []),
    ("Thomas Moreau (06 12 34 56 78)", ["Thomas Moreau"], []),
    ("Thomas Moreau thomas.moreau@acme.fr", ["Thomas Moreau"], []),
    ("Mme Garcia, DRH adjointe", ["Mme Garcia"], ["la DRH adjointe"]),
    ("Anne-Sophie Le Bihan, RSSI chez Orange", ["Anne-Sophie Le Bihan", "Mme Le Bihan"], []),
    ("Anne-Sophie Le Bihan RSSI chez Orange", ["Anne-Sophie Le Bihan"], []),
    ("Karim Ben Youssef", ["Karim Ben Youssef", "M. Ben Youssef"], []),
    ("Nguyen Van Minh", ["Nguyen Van Minh", "Minh Nguyen Van"], []),
    ("Fatou N'Diaye", ["Fatou N'Diaye", "Mme N’Diaye"], []),
    ("M Dupont", ["M. Dupont"], []),
    ("Mr Dupont", ["M. Dupont"], []),
    ("M.Dupont", ["M. Dupont"], []),
    ("Luc Besnard, Directeur Général", ["Luc Besnard"], ["le directeur général"]),
    ("Luc Besnard Directeur Général", ["Luc Besnard"], ["le directeur général"]),
    ("Direction des systèmes d'information", [], ["la direction des systèmes d'information"]),
    ("Service Support", [], ["le service support"]),
    ("le gérant de la boutique", [], ["le gérant de la boutique"]),
    ("ma tutrice Sophie Marchand", ["Sophie Marchand"], ["ma tutrice"]),
    ("Sophie Marchand (ma tutrice)", ["Sophie Marchand"], ["ma tutrice"]),
    ("Sophie", ["Sophie"], []),
    (
        "Tuteur entreprise: Sophie Marchand; tuteur école: M. Durand",
        ["Sophie Marchand", "M. Durand"],
        ["le tuteur école"],
    ),
    ("Sophie Marchand + Paul Roy", ["Sophie Marchand", "Paul Roy"], []),
    ("Sophie Marchand\nPaul Roy", ["Sophie Marchand", "Paul Roy"], []),
    ("Sophie Marchand puis Paul Roy", ["Sophie Marchand", "Paul Roy"], []),
    ("Sophie Marchand avec Paul Roy", ["Sophie Marchand", "Paul Roy"], []),
    ("Sophie Marchand, Paul Roy, Lina Haddad", ["Sophie Marchand", "Paul Roy", "Lina Haddad"], []),
    ("Jean Dupont (fils)", ["Jean Dupont"], []),
    ("JEAN DUPONT RESPONSABLE INFORMATIQUE", ["Jean Dupont", "M. Dupont"], ["le responsable informatique"]),
    ("DUPONT JEAN - CHEF DE PROJET", ["Jean Dupont", "M. Dupont"], ["un chef de projet"]),
    ("Mme la directrice, Claire Fontaine", ["Claire Fontaine"], ["la directrice"]),
    ("Mme la directrice", [], ["Mme la directrice"]),
    ("un technicien", [], ["un technicien"]),
    ("l'équipe du support", [], ["l'équipe du support"]),
    ("Maire de Valmont", [], []),
    (
        "Claire Fontaine, responsable pédagogique, et Luc Besnard",
        ["Claire Fontaine", "Luc Besnard"],
        ["la responsable pédagogique"],
    ),
    ("Claire Fontaine [tutrice]", ["Claire Fontaine"], ["ma tutrice"]),
    ("« Claire Fontaine »", ["Claire Fontaine"], []),
    ("claire fontaine, tutrice", ["Claire Fontaine"], ["ma tutrice"]),
    ("claire fontaine / luc besnard", ["Claire Fontaine", "Luc Besnard"], []),
    ("Claire Fontaine, gestionnaire de parc", ["Claire Fontaine"], ["le gestionnaire de parc"]),
    ("Claire Fontaine, conductrice de travaux", ["Claire Fontaine"], []),
    ("Claire Fontaine, Lead Developer", ["Claire Fontaine"], []),
    ("Direction Technique", [], ["la direction technique"]),
    ("Responsable de la DSI", [], ["le responsable de la DSI"]),
    ("M. Lambert Père", ["M. Lambert"], []),
    ("Abbé Pierre", ["Abbé Pierre"], []),
    ("M. Durand à distance", ["M. Durand"], ["travail à distance"]),
    ("la gérante de Cais Quarenta", [], ["la gérante", "les clients de Cais Quarenta"]),
    ("responsable informatique à Trégavel Logistique", [], ["Trégavel Logistique"]),
]
"""What is typed for a tutor; how a page may call those persons; what a page may say that is nobody."""

SAID = {"Merci à [mon tuteur], hier.", "Merci à [ma tutrice], hier."}


@pytest.mark.parametrize(("typed", "persons", "nobody"), TYPED, ids=[typed for typed, *_ in TYPED])
def test_a_text_names_its_persons_and_not_what_they_do(typed, persons, nobody):
    """Particles, capitals everywhere or nowhere, lists, functions before, after and between."""
    named = [form for one in people_in(typed) for form in forms(one, "[mon tuteur]", "[ma tutrice]", common())]
    veil = veil_of(named)
    said = {person: veil.replaced(f"Merci à {person}, hier.") for person in persons}
    assert [person for person in persons if said[person] not in SAID] == []
    assert [role for role in nobody if veil.spans(f"Avec {role}.")] == []


ASIDE = [
    "Yann Kerhervé CEO", "CTO Yann Kerhervé", "Yann Kerhervé Alternant BUT", "yann.kerherve@ville.fr",
    "Yann Kerhervé Lead Dev", "Yann Kerhervé Consultant", "Chargé de mission Yann Kerhervé", "Kerhervé DSI",
    "Technicien Réseau Kerhervé", "PO Kerhervé", "Kerhervé Yann", "M. Kerhervé Yann", "KERHERVÉ YANN",
    "Yann KERHERVÉ CEO", "Yann Kerhervé à distance", "M. Kerhervé Yann chez Nozélia Vortane",
    "Yann Kerhervé Zorglubologue", "Yann Kerhervé Lead Dev Cloud Infra Web", "Kerhervé Yann yann.kerherve@ville.fr",
    "Yann Kerhervé, Scrum Master", "Yann Kerhervé Chef De Projet Nozélia",
]  # fmt: skip
"""What a student types for one tutor, with whatever else."""
CALLED = [
    "Yann Kerhervé", "M. Kerhervé", "Kerhervé", "yann.kerherve@ville.fr", "kerherve@ville.fr",
]  # fmt: skip
WITH_FIRST_NAME = ["Kerhervé Yann", "Y. Kerhervé", "ykerherve@ville.fr", "y.kerherve@ville.fr"]


@pytest.mark.parametrize("typed", ASIDE)
def test_a_person_is_known_whatever_is_typed_beside_the_name(typed):
    """Roles that nobody has heard of, the order of a register, a mail: no list of roles decides."""
    named = [form for one in people_in(typed) for form in forms(one, "[lui]", "[elle]", common())]
    veil = veil_of(named)
    whole = WITH_FIRST_NAME if "yann" in typed.lower() else []
    told = {person: veil.replaced(f"Merci à {person}, hier.") for person in (*CALLED[1:], *CALLED[:1], *whole)}
    assert {person for person, said in told.items() if "erherv" in said.lower()} == set()
    text = "Un Lead Dev, un Consultant, le Réseau, un Technicien, un Alternant en BUT, le CEO ; Yann aussi. Un Chef."
    assert veil.replaced(text) == text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Kerhervé Jean-Marc", "J.-M. Kerhervé, Kerhervé, jmkerherve@x.fr, Jean-Marc Kerhervé"),
        ("Jean Marc Kerhervé", "J. Kerhervé, JM. Kerhervé, Jean Kerhervé, Kerhervé, jeanmarc.kerherve@x.fr"),
        ("Gwenvred Kerhervé", "G. Kerhervé, Kerhervé, kerherve@x.fr"),
        ("Kerhervé Gwenvred", "G. Kerhervé, Kerhervé, kerherve@x.fr"),
        ("Martin Paul", "P. Martin, Martin, pmartin@x.fr"),
        ("Gwenvred Kerhervé Lead Dev", "Gwenvred Kerhervé, Kerhervé"),
    ],
)
def test_where_the_order_is_not_told_each_half_may_be_the_surname(typed, said):
    """« Kerhervé Gwenvred » says to nobody which is which; known first names do."""
    veil = veil_of(form for one in people_in(typed) for form in forms(one, "[lui]", "[elle]", common()))
    told = veil.replaced(f"Merci à {said}.").lower()
    assert "kerherv" not in told
    assert "martin" not in told


def test_one_more_verdict_of_a_known_person_changes_no_name():
    """What decides who may read about whom stays equal, so that no portfolio looks for its names again."""
    tutor = verdict(by="Mme Roy", role=Role.TUTOR)

    def told(*verdicts):
        return outlined(student(verdicts=verdicts), cohort()).verdicts

    assert told(verdict(by="Mme Fournier")) == ()
    assert told(tutor, verdict(Opinion.REFUSED, by="Mme Roy", role=Role.TUTOR)) == told(tutor) != ()
    assert told(tutor, verdict(comment="Mme Roy en parle. " * 20)) != told(tutor)
