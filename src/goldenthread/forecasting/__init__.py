"""Say whether a target will be met by then, and how sure one can be."""

from goldenthread.forecasting.batches import batch
from goldenthread.forecasting.combining import combined, is_positive

__all__ = ["batch", "combined", "is_positive"]
