"""The ways to prepare a diploma."""

from enum import StrEnum


class Pathway(StrEnum):
    """The voie by which a learner prepares the diploma (annexe Stages, § 3); the values are what authors type."""

    SCHOOL = "scolaire"
    APPRENTICESHIP = "apprentissage"
    CONTINUING = "formation continue"
    EXPERIENCE = "expérience"
