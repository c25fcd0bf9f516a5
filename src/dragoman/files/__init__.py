"""Files: how records lie on disks, near and far; whole or not at all."""
