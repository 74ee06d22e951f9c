-- Which instruction tokens of which accounts the pass at work sums up; empty between passes. Nothing uses
-- looked_at_tokens any more.
CREATE TABLE IF NOT EXISTS looked_at_uses
(
    account_id String,
    token      UInt64
)
ENGINE = MergeTree
ORDER BY account_id;
