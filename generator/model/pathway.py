"""The ways to prepare a diploma."""

from generator.model.words import Words


class Pathway(Words):
    """The voie by which a learner prepares the diploma (annexe Stages, § 3); the values are what authors type."""

    SCHOOL = "scolaire", "initiale"
    APPRENTICESHIP = "apprentissage", "alternance"
    CONTINUING = "formation continue"
    EXPERIENCE = "expérience"
