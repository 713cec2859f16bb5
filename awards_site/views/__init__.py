"""Pages that belong to no app: the way in, one's own account, roles, audit, letters, and whether we are well."""
