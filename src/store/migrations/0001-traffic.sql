-- Every request, as a fingerprint. The same record read twice (same account, time and content) collapses into
-- one row: on merges, and before that in queries with FINAL. Identity values are keyed hashes, 0 = not known.
CREATE TABLE IF NOT EXISTS requests
(
    account_id       String,
    time             DateTime64(3, 'UTC'),
    record_key       UInt64,                  -- digest of the record's content
    request_key      UInt64,                  -- of request_id, to count collisions
    api_key          UInt64,
    conversation     UInt64,                  -- caller-supplied
    end_user         UInt64,                  -- caller-supplied
    address          UInt64,                  -- whole client address
    prefix           UInt64,                  -- its /24 (IPv4) or /48 (IPv6)
    network_kind     LowCardinality(String),  -- '' = unknown
    asn              UInt32,
    client           UInt64,                  -- TLS fingerprint and user agent together
    route            LowCardinality(String),
    operation        LowCardinality(String),
    model            LowCardinality(String),
    temperature      Float32,                 -- -1 = not set
    choice_count     UInt16,
    top_logprobs     UInt8,
    tool_count       UInt16,
    input_tokens     UInt32,
    output_tokens    UInt32,
    reasoning_tokens UInt32,
    status           UInt16,                  -- 0 = not known
    has_text         UInt8,                   -- 1 if there was prompt text to fingerprint
    language         LowCardinality(String),  -- '' = not known
    template         Array(UInt64),           -- sampled five-word shingles of instructions, keyed
    segments         Array(UInt64),           -- digests of the longest sentences of the input, keyed
    body             UInt64,                  -- digest of the whole normalised input, keyed; 0 = no text
    cues             Array(UInt8),            -- one per cue of models/, 0 to 255; empty = no text
    features         Array(Int8),             -- additive hashed features; empty = no text
    text             String CODEC(ZSTD(3))    -- only with --text exemplars or keep
)
ENGINE = ReplacingMergeTree
PARTITION BY toDate(time)
ORDER BY (account_id, time, record_key);

-- What the provider knows of its accounts; the newest row of an account counts.
CREATE TABLE IF NOT EXISTS accounts
(
    account_id       String,
    organization     UInt64,
    created_at       DateTime64(3, 'UTC'),    -- 1970 = not known
    plan             LowCardinality(String),
    program          LowCardinality(String),
    verification     LowCardinality(String),
    email_domain     UInt64,
    email            UInt64,
    card             UInt64,
    device           UInt64,
    phone            UInt64,
    referral         UInt64,
    country_mismatch UInt8,                   -- card's and billing country differ; which they are is not stored
    closed_at        DateTime64(3, 'UTC'),    -- 1970 = open
    read_at          DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(read_at)
ORDER BY account_id;
