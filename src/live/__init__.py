"""The live side: effects of a change after its answer, and what a team's object does with its sockets."""
