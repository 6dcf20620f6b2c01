"""How cards, questions and forecasts follow from the log; a card's bytes by their hash."""

from goldenthread.office.scorecards.models import Forecast, Question, Scorecard
from goldenthread.office.trail.replayers import Replayer, hashed, register

register(
    Replayer(Scorecard, columns={"card": hashed("sha256")}),
    Replayer(Question, named=("slug",), texts=("answer",)),
    Replayer(Forecast),
)
