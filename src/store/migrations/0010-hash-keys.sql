-- Under which secret.key the hashes here were made: a digest that tells keys apart and gives none away.
CREATE TABLE IF NOT EXISTS hash_keys
(
    digest String,
    since  DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY digest;
