-- What came since the last look at the traffic, for the follow-up to match against the campaigns that stand: rows of
-- requests with the columns that this needs; the others are taken and not stored. Emptied by every pass and follow-up.
CREATE TABLE IF NOT EXISTS arrivals
(
    account_id       String,
    time             DateTime64(3, 'UTC'),
    record_key       UInt64,
    request_key      UInt64 EPHEMERAL,
    api_key          UInt64 EPHEMERAL,
    conversation     UInt64 EPHEMERAL,
    end_user         UInt64 EPHEMERAL,
    address          UInt64 EPHEMERAL,
    prefix           UInt64 EPHEMERAL,
    network_kind     String EPHEMERAL,
    asn              UInt32 EPHEMERAL,
    client           UInt64 EPHEMERAL,
    route            String EPHEMERAL,
    operation        String EPHEMERAL,
    model            String EPHEMERAL,
    temperature      Float32 EPHEMERAL,
    choice_count     UInt16 EPHEMERAL,
    top_logprobs     UInt8 EPHEMERAL,
    tool_count       UInt16 EPHEMERAL,
    input_tokens     UInt32 EPHEMERAL,
    output_tokens    UInt32 EPHEMERAL,
    reasoning_tokens UInt32 EPHEMERAL,
    status           UInt16 EPHEMERAL,
    has_text         UInt8 EPHEMERAL,
    language         String EPHEMERAL,
    template         Array(UInt64),
    segments         Array(UInt64) EPHEMERAL,
    body             UInt64 EPHEMERAL,
    cues             Array(UInt8) EPHEMERAL,
    features         Array(Int8) EPHEMERAL,
    text             String EPHEMERAL,
    arrived          DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree
ORDER BY (account_id, time, record_key);

-- What the last full pass found to tie each campaign, as far as a follow-up needs it. One row, without a campaign, is of the
-- pass itself, and written last.
CREATE TABLE IF NOT EXISTS campaign_basis
(
    pass_id     UInt64,                        -- of the full pass
    campaign_id String,
    revision    UInt32,                        -- of which the figures are
    keys        String CODEC(ZSTD(3)),         -- keyed hashes by what they are, as JSON
    figures     String CODEC(ZSTD(3)),         -- as JSON
    written_at  DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(written_at)
ORDER BY (campaign_id, pass_id, revision);
