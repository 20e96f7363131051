"""How the service is doing, as the city's monitoring asks for it."""
