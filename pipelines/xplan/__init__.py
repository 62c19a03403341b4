"""Development plans in XPlanGML: read, model, write. docs/xplan.md describes the parts."""
