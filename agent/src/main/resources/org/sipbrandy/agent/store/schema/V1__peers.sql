-- The first shape, which files of before there were versions have already.
CREATE TABLE IF NOT EXISTS peer (
  kind TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL,
  verified INTEGER NOT NULL, msec_seen INTEGER NOT NULL,
  first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL,
  PRIMARY KEY (kind, name, pin));

CREATE TABLE IF NOT EXISTS refused_key (
  kind TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL, seen BIGINT NOT NULL,
  PRIMARY KEY (kind, name, pin));
