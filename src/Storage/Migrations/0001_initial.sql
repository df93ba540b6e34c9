-- Times are ISO 8601 UTC text; json columns hold records of Studio.Contracts; sha256 columns are lower-case hex.

CREATE TABLE user (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL UNIQUE COLLATE NOCASE,
  initials      TEXT NOT NULL,
  role          TEXT NOT NULL,              -- owner | lead | annotator
  password_hash TEXT NOT NULL,
  created_at    TEXT NOT NULL
);

-- The one-time link that creates the owner; only a hash is kept.
CREATE TABLE setup_link (
  token_sha256 TEXT PRIMARY KEY,
  created_at   TEXT NOT NULL,
  used_at      TEXT
);

CREATE TABLE project (
  id          INTEGER PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,         -- in URLs
  name        TEXT NOT NULL,
  description TEXT NOT NULL,
  task        TEXT NOT NULL,                -- segmentation | detection | classification
  is_sample   INTEGER NOT NULL DEFAULT 0,
  created_at  TEXT NOT NULL,
  archived_at TEXT
);

CREATE TABLE class (
  project_id  INTEGER NOT NULL REFERENCES project(id),
  class_index INTEGER NOT NULL,             -- 1..254; 0 is background
  name        TEXT NOT NULL,
  color       TEXT NOT NULL,
  pattern     TEXT NOT NULL,
  PRIMARY KEY (project_id, class_index),
  UNIQUE (project_id, name)
);

CREATE TABLE patient (
  id         INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id),
  key        TEXT NOT NULL,                 -- pseudonym or the identifier the owner imported
  UNIQUE (project_id, key)
);

-- Content-addressed files. begun -> complete; the sweeper removes what stayed begun.
CREATE TABLE blob (
  sha256     TEXT PRIMARY KEY,
  length     INTEGER NOT NULL,
  state      TEXT NOT NULL,                 -- begun | complete
  created_at TEXT NOT NULL
);

-- One frame of one imported file.
CREATE TABLE image (
  id                INTEGER PRIMARY KEY,
  project_id        INTEGER NOT NULL REFERENCES project(id),
  patient_id        INTEGER REFERENCES patient(id),
  name              TEXT NOT NULL,          -- shown; unique names are not required
  sort_key          TEXT NOT NULL,          -- the name in lower case, numbers padded: image 2 before image 10
  source_path       TEXT NOT NULL,          -- relative to what was imported
  content_sha256    TEXT NOT NULL,          -- of the file as imported
  frame_index       INTEGER NOT NULL,
  format            TEXT NOT NULL,
  modality          TEXT,
  study_uid         TEXT,
  series_uid        TEXT,
  sop_instance_uid  TEXT,
  rows              INTEGER NOT NULL,
  columns           INTEGER NOT NULL,
  samples_per_pixel INTEGER NOT NULL,
  bytes_per_sample  INTEGER NOT NULL,
  bits_stored       INTEGER NOT NULL,
  is_signed         INTEGER NOT NULL,
  photometric       TEXT NOT NULL,
  rescale_slope     REAL NOT NULL,
  rescale_intercept REAL NOT NULL,
  spacing_row_mm    REAL,
  spacing_column_mm REAL,
  windows_json      TEXT NOT NULL,
  minimum           REAL NOT NULL,          -- stored values
  maximum           REAL NOT NULL,
  percentile1       REAL NOT NULL,
  percentile99      REAL NOT NULL,
  pixel_sha256      TEXT NOT NULL REFERENCES blob(sha256),
  thumbnail_sha256  TEXT NOT NULL REFERENCES blob(sha256),
  fixed_split       TEXT,                   -- an external split, imported as such
  state             TEXT NOT NULL,          -- not-started | in-progress | in-review | accepted
  created_at        TEXT NOT NULL,
  UNIQUE (project_id, content_sha256, frame_index)
);
CREATE INDEX image_by_project ON image (project_id, id);
CREATE INDEX image_by_project_state ON image (project_id, state, id);
CREATE INDEX image_by_name ON image (project_id, sort_key, id);
CREATE INDEX image_by_patient ON image (patient_id);

-- One document per image and annotator; author NULL is the labels that came with the images.
CREATE TABLE annotation (
  id                INTEGER PRIMARY KEY,
  image_id          INTEGER NOT NULL REFERENCES image(id),
  author_id         INTEGER REFERENCES user(id),
  revision          INTEGER NOT NULL,       -- number of the last operation
  snapshot_revision INTEGER NOT NULL,       -- revision of the last compacted labelmap
  snapshot_sha256   TEXT REFERENCES blob(sha256),  -- NULL: empty labelmap
  outlines_json     TEXT NOT NULL,          -- ClassOutline[] of the last snapshot
  created_at        TEXT NOT NULL,
  updated_at        TEXT NOT NULL
);
CREATE UNIQUE INDEX annotation_by_author ON annotation (image_id, coalesce(author_id, 0));

-- Every stroke ever drawn. Nothing is deleted: undo is an operation too.
CREATE TABLE annotation_operation (
  annotation_id INTEGER NOT NULL REFERENCES annotation(id),
  revision      INTEGER NOT NULL,
  operation     TEXT NOT NULL,              -- uuid given by the browser; a resend is recognised by it
  tool          TEXT NOT NULL,
  patch         BLOB NOT NULL,              -- LabelmapPatch v1
  created_at    TEXT NOT NULL,
  PRIMARY KEY (annotation_id, revision),
  UNIQUE (annotation_id, operation)
) WITHOUT ROWID;

CREATE TABLE labelmap_revision (
  annotation_id INTEGER NOT NULL REFERENCES annotation(id),
  revision      INTEGER NOT NULL,
  sha256        TEXT REFERENCES blob(sha256),
  created_at    TEXT NOT NULL,
  PRIMARY KEY (annotation_id, revision)
) WITHOUT ROWID;

-- Which classes the current label of an image holds, for filters.
CREATE TABLE image_class (
  image_id    INTEGER NOT NULL REFERENCES image(id),
  class_index INTEGER NOT NULL,
  pixels      INTEGER NOT NULL,
  PRIMARY KEY (image_id, class_index)
) WITHOUT ROWID;

CREATE TABLE image_skip (
  image_id   INTEGER NOT NULL REFERENCES image(id),
  user_id    INTEGER NOT NULL REFERENCES user(id),
  reason     TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE INDEX image_skip_by_user ON image_skip (user_id, image_id);

-- A finished piece of labelling, for the day's progress.
CREATE TABLE submission (
  id         INTEGER PRIMARY KEY,
  image_id   INTEGER NOT NULL REFERENCES image(id),
  user_id    INTEGER NOT NULL REFERENCES user(id),
  revision   INTEGER NOT NULL,
  seconds    REAL,
  created_at TEXT NOT NULL
);
CREATE INDEX submission_by_image ON submission (image_id, user_id);
CREATE INDEX submission_by_user ON submission (user_id, created_at);

-- Immutable once written.
CREATE TABLE dataset_version (
  id         INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id),
  number     INTEGER NOT NULL,
  hash       TEXT NOT NULL,                 -- SHA-256 over its items in order
  split_seed INTEGER NOT NULL,
  classes_json TEXT NOT NULL,
  created_by INTEGER REFERENCES user(id),
  created_at TEXT NOT NULL,
  UNIQUE (project_id, number)
);
CREATE TABLE dataset_item (
  version_id          INTEGER NOT NULL REFERENCES dataset_version(id),
  image_id            INTEGER NOT NULL REFERENCES image(id),
  annotation_id       INTEGER REFERENCES annotation(id),
  annotation_revision INTEGER NOT NULL,
  labelmap_sha256     TEXT,                 -- NULL: labelled as empty
  patient_key         TEXT NOT NULL,
  split               TEXT NOT NULL,        -- training | validation | test
  PRIMARY KEY (version_id, image_id)
) WITHOUT ROWID;

CREATE TABLE run (
  id                INTEGER PRIMARY KEY,
  project_id        INTEGER NOT NULL REFERENCES project(id),
  number            INTEGER NOT NULL,
  name              TEXT NOT NULL,
  recipe_id         TEXT NOT NULL,
  recipe_yaml       TEXT NOT NULL,
  recipe_json       TEXT NOT NULL,
  version_id        INTEGER NOT NULL REFERENCES dataset_version(id),
  seed              INTEGER NOT NULL,
  device            TEXT NOT NULL,          -- auto | cpu | cuda
  created_by        INTEGER REFERENCES user(id),
  created_at        TEXT NOT NULL,
  best_epoch        INTEGER,
  best_mean_iou     REAL,
  best_iou_json     TEXT,
  checkpoint_sha256 TEXT REFERENCES blob(sha256),
  UNIQUE (project_id, number)
);

CREATE TABLE job (
  id           TEXT PRIMARY KEY,            -- uuid
  kind         TEXT NOT NULL,               -- train | evaluate | export
  run_id       INTEGER NOT NULL REFERENCES run(id),
  request_json TEXT NOT NULL,
  state        TEXT NOT NULL,               -- queued | running | succeeded | failed | cancelled
  priority     INTEGER NOT NULL DEFAULT 0,
  attempt      INTEGER NOT NULL DEFAULT 0,
  token_sha256 TEXT,
  lease_owner  TEXT,
  lease_until  TEXT,
  command      TEXT,                        -- last command asked for, until the job has obeyed
  process_id   INTEGER,
  reason       TEXT,
  detail       TEXT,
  created_at   TEXT NOT NULL,
  started_at   TEXT,
  ended_at     TEXT
);
CREATE INDEX job_by_state ON job (state, priority DESC, created_at);
CREATE INDEX job_by_run ON job (run_id, created_at);

CREATE TABLE job_event (
  job_id     TEXT NOT NULL REFERENCES job(id),
  sequence   INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  json       TEXT NOT NULL,
  PRIMARY KEY (job_id, sequence)
) WITHOUT ROWID;

CREATE TABLE evaluation (
  id          INTEGER PRIMARY KEY,
  run_id      INTEGER NOT NULL REFERENCES run(id),
  job_id      TEXT NOT NULL UNIQUE REFERENCES job(id),  -- a resent result is recognised by it
  split       TEXT NOT NULL,
  result_json TEXT NOT NULL,
  created_by  INTEGER REFERENCES user(id),
  created_at  TEXT NOT NULL
);

CREATE TABLE model (
  id           INTEGER PRIMARY KEY,
  project_id   INTEGER NOT NULL REFERENCES project(id),
  number       INTEGER NOT NULL,
  run_id       INTEGER NOT NULL REFERENCES run(id),
  job_id       TEXT NOT NULL UNIQUE REFERENCES job(id),
  stage        TEXT NOT NULL,               -- candidate | approved | retired
  files_json   TEXT NOT NULL,
  max_abs_diff REAL NOT NULL,
  parity_images INTEGER NOT NULL,
  created_at   TEXT NOT NULL,
  UNIQUE (project_id, number)
);

CREATE TABLE import_batch (
  id          INTEGER PRIMARY KEY,
  project_id  INTEGER NOT NULL REFERENCES project(id),
  created_by  INTEGER REFERENCES user(id),
  state       TEXT NOT NULL,                -- running | waiting-for-classes | done | cancelled | failed
  total       INTEGER NOT NULL,
  report_json TEXT,
  created_at  TEXT NOT NULL,
  ended_at    TEXT
);
CREATE TABLE import_item (
  batch_id INTEGER NOT NULL REFERENCES import_batch(id),
  position INTEGER NOT NULL,
  path     TEXT NOT NULL,
  fate     TEXT NOT NULL,                   -- imported | skipped | rejected
  reason   TEXT NOT NULL,
  image_id INTEGER,
  PRIMARY KEY (batch_id, position)
) WITHOUT ROWID;

-- Append-only; each entry's hash covers the one before it.
CREATE TABLE audit_entry (
  id            INTEGER PRIMARY KEY,
  time          TEXT NOT NULL,
  user_id       INTEGER,
  action        TEXT NOT NULL,
  subject       TEXT NOT NULL,
  detail_json   TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash          TEXT NOT NULL
);
