"""What can be done with accounts: each act asks for the permission, writes, and leaves its trace in the trail."""
