"""Awards: who wins and why, who approved it, what suppliers are told, and the entry of the register that follows."""
