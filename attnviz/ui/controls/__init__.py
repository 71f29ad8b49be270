"""Controls that save room: joined segments, a popover, one line that never wraps, splitters that remember."""
