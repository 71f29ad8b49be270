"""Sound in and out of the window: a microphone, a loudspeaker."""
