"""How items come on air: the steps of the two lanes, decisions, notices, takedown."""
