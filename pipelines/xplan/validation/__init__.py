"""Is a plan what XPlanGML demands? Structure, rules of the model, geometry; offline, and nothing is changed."""
