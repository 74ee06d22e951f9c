-- Whether the row still holds instruction tokens of its own, that fewer than three accounts may share.
ALTER TABLE requests ADD COLUMN IF NOT EXISTS template_pending UInt8 DEFAULT 1;

-- The instruction tokens that at least three accounts share, as the last look found them.
CREATE TABLE IF NOT EXISTS shared_tokens
(
    token UInt64,
    uses  UInt64
)
ENGINE = MergeTree
ORDER BY token;
