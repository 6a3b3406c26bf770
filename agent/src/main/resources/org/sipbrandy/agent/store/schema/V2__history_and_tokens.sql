-- Times are milliseconds since 1970. What PostgreSQL and SQLite both understand.
ALTER TABLE peer ADD COLUMN calls BIGINT NOT NULL DEFAULT 1;
ALTER TABLE peer ADD COLUMN verified_how TEXT;
ALTER TABLE peer ADD COLUMN verified_at BIGINT;
UPDATE peer SET verified_how = 'number', verified_at = last_seen WHERE verified = 1;
ALTER TABLE peer DROP COLUMN verified;
CREATE INDEX peer_pin ON peer (pin);

-- The keys that an accepted one took the place of.
CREATE TABLE former_key (
  kind TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL,
  msec_seen INTEGER NOT NULL, first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL,
  calls BIGINT NOT NULL, verified_how TEXT, verified_at BIGINT, replaced BIGINT NOT NULL,
  PRIMARY KEY (kind, name, pin));

-- Tokens that were accepted (RFC 8224 §12.1): hashes of the token with its key, and of Call-ID with the tag of From.
CREATE TABLE seen_token (
  token TEXT NOT NULL PRIMARY KEY, request TEXT NOT NULL, cseq BIGINT NOT NULL, expires BIGINT NOT NULL);
CREATE INDEX seen_token_expires ON seen_token (expires);
