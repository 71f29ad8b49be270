"""No Qt: a request goes in, an immutable result comes out."""
