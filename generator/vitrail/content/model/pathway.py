"""The ways to prepare a diploma."""

from vitrail.content.model.words import Words


class Pathway(Words):
    """The voie by which a learner prepares the diploma (annexe Stages, § 3); the values are what authors type."""

    SCHOOL = (
        "scolaire", "voie scolaire", "initiale", "formation initiale", "initiale scolaire", "statut scolaire",
        "étudiant", "statut étudiant", "temps plein", "CNED", "enseignement à distance", "formation à distance",
        "à distance",
    )  # fmt: skip
    APPRENTICESHIP = (
        "apprentissage", "apprenti", "contrat d'apprentissage", "alternance", "en alternance",
        "formation en alternance", "alternant", "CFA",
    )  # fmt: skip
    CONTINUING = (
        "formation continue", "continue", "GRETA", "contrat de professionnalisation", "contrat pro",
        "professionnalisation", "stagiaire de la formation professionnelle", "pro-A",
    )  # fmt: skip
    EXPERIENCE = (
        "expérience", "expérience professionnelle", "VAE", "validation des acquis de l'expérience",
        "validation des acquis",
    )  # fmt: skip
    INDIVIDUAL = "candidat libre", "libre", "candidat individuel", "individuel"
    """No text that was read says which stages these candidates must do."""
