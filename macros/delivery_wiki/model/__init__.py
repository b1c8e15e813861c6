"""Floor 2: what a project, a process, a rule set and a status are; frozen values, standard library only."""
