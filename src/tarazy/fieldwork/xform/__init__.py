"""XForms as data: safe XML, the questions of a form, and answers checked against them."""
