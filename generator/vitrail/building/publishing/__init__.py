"""From page specs to a site on disk: plan what changed, render it in an executor, swap the trees."""
