"""What goes from one référentiel to another: Moodle's file of competencies, the work of a class that moves."""
