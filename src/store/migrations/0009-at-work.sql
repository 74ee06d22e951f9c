-- Who looks for campaigns over this server now: a pass fills and empties tables of its own, and appends revisions.
CREATE TABLE IF NOT EXISTS at_work
(
    id      String,
    what    String,
    host    String,
    process UInt32,
    since   DateTime64(3, 'UTC'),
    ended   UInt8
)
ENGINE = ReplacingMergeTree(ended)
ORDER BY (id, since)
TTL toDateTime(since) + INTERVAL 7 DAY;
