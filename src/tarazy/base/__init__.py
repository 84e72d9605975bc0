"""The ground floor: database, language, permissions, trail, files, mail, the look. It knows no word of the domain."""
