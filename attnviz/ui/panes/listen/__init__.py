"""Listen: a sound is written down letter by letter, and each letter lights the moment it heard."""
