"""Gates and their checks, the plan and its health, what is owed and by whom. Uses `evidence` and below."""
