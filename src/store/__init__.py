"""SQL, and rows into Structs, over a small `Database` protocol."""
