"""How two places of the register hand on what the other lacks; not what an Event means."""
