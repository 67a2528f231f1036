"""What people see and do in the map portal, in a real browser on the running sample city."""
