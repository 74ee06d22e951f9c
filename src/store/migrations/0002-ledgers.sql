-- What was read, file by file. A row is written after the file's last record is stored, so a killed scan
-- leaves none, and reading the file again adds nothing.
CREATE TABLE IF NOT EXISTS files
(
    digest         String,                     -- of name-independent content
    path           String,
    format         LowCardinality(String),
    bytes          UInt64,
    records        UInt64,
    unreadable     UInt64,
    field_counts   Map(LowCardinality(String), UInt64),
    dropped_counts Map(LowCardinality(String), UInt64),
    finished_at    DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(finished_at)
ORDER BY digest;

-- Detection passes and what they said. History is appended to, never rewritten.
CREATE TABLE IF NOT EXISTS passes
(
    pass_id    UInt64,
    started_at DateTime64(3, 'UTC'),
    basis      LowCardinality(String),
    result     String CODEC(ZSTD(3))           -- ScanResult as JSON
)
ENGINE = MergeTree
ORDER BY pass_id;

CREATE TABLE IF NOT EXISTS campaign_revisions
(
    campaign_id String,
    revision    UInt32,
    pass_id     UInt64,
    created_at  DateTime64(3, 'UTC'),
    verdict     LowCardinality(String),
    accounts    Array(String),                 -- core
    body        String CODEC(ZSTD(3)),         -- Campaign as JSON
    picture     String CODEC(ZSTD(3))          -- CampaignPicture as JSON
)
ENGINE = MergeTree
ORDER BY (campaign_id, revision);
