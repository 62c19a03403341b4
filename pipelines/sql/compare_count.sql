-- Numbers of features added, changed, removed and unchanged.
WITH change AS ({changes})
{totals}
