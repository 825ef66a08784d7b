"""The pages of stages: their weeks, their papers, the competencies covered there, reports and reviews."""
