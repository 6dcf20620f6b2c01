"""How computed cards follow from the log: their bytes by their hash."""

from goldenthread.office.scorecards.models import Scorecard
from goldenthread.office.trail.replayers import Replayer, hashed, register

register(Replayer(Scorecard, columns={"card": hashed("sha256")}))
