"""Where the key ceremony is found: the search box."""

from hub.platform.identity.roles import OFFICERS
from hub.platform.search.palette import Command, command

command(Command("Openers' keys", "/openers/", ("bid opener", "key", "age"), OFFICERS))
command(Command("Rosters", "/rosters/", ("openers", "opening of bids"), OFFICERS))
