-- What the pass at work explains: copies of the rows of accused accounts, by campaign; empty between passes. Of everybody's
-- requests those of one campaign lie scattered, and each of its queries would read most of them.
CREATE TABLE IF NOT EXISTS looked_at_requests
(
    campaign_id      String,
    account_id       String,
    time             DateTime64(3, 'UTC'),
    record_key       UInt64,
    request_key      UInt64,
    api_key          UInt64,
    conversation     UInt64,
    end_user         UInt64,
    address          UInt64,
    prefix           UInt64,
    network_kind     LowCardinality(String),
    asn              UInt32,
    client           UInt64,
    route            LowCardinality(String),
    operation        LowCardinality(String),
    model            LowCardinality(String),
    temperature      Float32,
    choice_count     UInt16,
    top_logprobs     UInt8,
    tool_count       UInt16,
    input_tokens     UInt32,
    output_tokens    UInt32,
    reasoning_tokens UInt32,
    status           UInt16,
    has_text         UInt8,
    language         LowCardinality(String),
    template         Array(UInt64),
    segments         Array(UInt64),
    body             UInt64,
    cues             Array(UInt8)
)
ENGINE = MergeTree
ORDER BY (campaign_id, account_id, time);

CREATE TABLE IF NOT EXISTS looked_at_accounts
(
    campaign_id      String,
    account_id       String,
    organization     UInt64,
    created_at       DateTime64(3, 'UTC'),
    plan             LowCardinality(String),
    program          LowCardinality(String),
    verification     LowCardinality(String),
    email_domain     UInt64,
    email            UInt64,
    card             UInt64,
    device           UInt64,
    phone            UInt64,
    referral         UInt64,
    country_mismatch UInt8,
    closed_at        DateTime64(3, 'UTC'),
    read_at          DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (campaign_id, account_id);
