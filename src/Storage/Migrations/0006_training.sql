-- What a version froze of an image besides its labelmap. Versions from before hold pixels alone.
ALTER TABLE dataset_item ADD COLUMN boxes_json TEXT NOT NULL DEFAULT '[]';  -- BoxSpec[]
ALTER TABLE dataset_item ADD COLUMN tags_json TEXT NOT NULL DEFAULT '[]';   -- TagSpec[]
ALTER TABLE dataset_item ADD COLUMN category TEXT;

-- The image's kind (body part, device, …) by which a training may balance; NULL where it is not known.
ALTER TABLE image ADD COLUMN category TEXT;

-- What the run is judged by; NULL before its first event, and in runs from before there was a choice (IoU).
ALTER TABLE run ADD COLUMN score_json TEXT;                                 -- ScoreFacts
-- Weights it started from and where they came from, e.g. "run 12"; NULL: fresh ones.
ALTER TABLE run ADD COLUMN start_sha256 TEXT REFERENCES blob(sha256);
ALTER TABLE run ADD COLUMN start_name TEXT;
