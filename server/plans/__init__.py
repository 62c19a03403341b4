"""Development plans as they are live: a list, and each as XPlanGML, as XPlanArchiv, and its attachments."""
