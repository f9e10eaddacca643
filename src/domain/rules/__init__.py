"""The rules: each decides one kind of mutation from a State and the request's body. Pure and synchronous."""
