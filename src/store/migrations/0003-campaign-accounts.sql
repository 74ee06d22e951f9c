-- Core accounts of every campaign revision, so that the queries printed as evidence can name them.
CREATE TABLE IF NOT EXISTS campaign_accounts
(
    campaign_id String,
    revision    UInt32,
    account_id  String
)
ENGINE = ReplacingMergeTree
ORDER BY (campaign_id, revision, account_id);
