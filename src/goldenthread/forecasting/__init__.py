"""Say whether a target will be met by then, and how sure one can be.

`series` makes one indicator's values a series, `asked` reads a target,
`outlooks` forecasts many series together and tells the chance of each target,
and `calibration` scores what was said when the outcomes are known.
"""

from goldenthread.forecasting.asked import Asked, asked
from goldenthread.forecasting.calibration import Bin, Calibration, Landed, calibration
from goldenthread.forecasting.outlooks import Outlook, Untold, outlooks
from goldenthread.forecasting.series import Series, series
from goldenthread.forecasting.stored import VERSION, Forecast, Model, from_dict

__all__ = [
    "VERSION",
    "Asked",
    "Bin",
    "Calibration",
    "Forecast",
    "Landed",
    "Model",
    "Outlook",
    "Series",
    "Untold",
    "asked",
    "calibration",
    "from_dict",
    "outlooks",
    "series",
]
