"""The arithmetic of stages that rules, pages and papers share: days, weeks, holidays, the checklist of papers."""
