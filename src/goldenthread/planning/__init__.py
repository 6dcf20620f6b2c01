"""Say how commitments stand on a given day."""

from goldenthread.planning.standing import Progress, standing

__all__ = ["Progress", "standing"]
