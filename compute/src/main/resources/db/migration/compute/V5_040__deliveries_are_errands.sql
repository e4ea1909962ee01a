-- Which host's events are being handed over stands in store.errand now.
DROP TABLE compute.delivery;
