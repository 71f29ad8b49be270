"""What a speller hears and writes: sounds in, letters with the moments they listened to out."""
