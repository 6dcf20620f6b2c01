"""The office: a Django site that stores, permits, shows and publishes."""
