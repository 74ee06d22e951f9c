-- The instruction tokens that the pass at work looks at closely.
CREATE TABLE IF NOT EXISTS looked_at_tokens
(
    token UInt64
)
ENGINE = MergeTree
ORDER BY token;
