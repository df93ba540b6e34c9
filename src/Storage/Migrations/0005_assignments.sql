-- Who is to label which image. An image may have several readers. Nothing is deleted: what is taken back is marked.
CREATE TABLE assignment (
  id          INTEGER PRIMARY KEY,
  image_id    INTEGER NOT NULL REFERENCES image(id),
  user_id     INTEGER NOT NULL REFERENCES user(id),
  assigned_by INTEGER REFERENCES user(id),
  created_at  TEXT NOT NULL,
  removed_at  TEXT
);
CREATE UNIQUE INDEX assignment_of_image ON assignment (image_id, user_id) WHERE removed_at IS NULL;
CREATE INDEX assignment_of_user ON assignment (user_id, image_id) WHERE removed_at IS NULL;
CREATE INDEX image_skip_by_image ON image_skip (image_id);

-- A one-time link may invite a colleague too.
ALTER TABLE setup_link ADD COLUMN role TEXT NOT NULL DEFAULT 'owner';  -- owner | lead | annotator
ALTER TABLE setup_link ADD COLUMN name TEXT NOT NULL DEFAULT '';       -- suggested for the account
ALTER TABLE setup_link ADD COLUMN created_by INTEGER REFERENCES user(id);
