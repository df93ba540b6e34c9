-- Patient › Study › Series › Instance › Frame. A picture without clinical metadata has an instance and no series.

ALTER TABLE project ADD COLUMN deidentifies INTEGER NOT NULL DEFAULT 1;    -- DICOM headers, on import
ALTER TABLE project ADD COLUMN keeps_originals INTEGER NOT NULL DEFAULT 0; -- the imported bytes, unchanged
ALTER TABLE project ADD COLUMN keeps_characteristics INTEGER NOT NULL DEFAULT 0; -- sex, age, size, weight
ALTER TABLE project ADD COLUMN pseudonym_key BLOB;                         -- 32 random bytes, made with the first import

CREATE TABLE study (
  id          INTEGER PRIMARY KEY,
  project_id  INTEGER NOT NULL REFERENCES project(id),
  patient_id  INTEGER REFERENCES patient(id),
  uid         TEXT NOT NULL,
  date        TEXT,                          -- yyyy-mm-dd, shifted where the project de-identifies
  description TEXT,
  UNIQUE (project_id, uid)
);
CREATE INDEX study_by_patient ON study (patient_id);

CREATE TABLE series (
  id               INTEGER PRIMARY KEY,
  project_id       INTEGER NOT NULL REFERENCES project(id),
  study_id         INTEGER REFERENCES study(id),
  uid              TEXT NOT NULL,
  number           INTEGER,
  modality         TEXT,
  description      TEXT,
  case_key         TEXT,                     -- series of one case share it: the same grid, one channel each
  channel          TEXT,                     -- e.g. FLAIR
  slice_count      INTEGER NOT NULL DEFAULT 0,
  slice_spacing_mm REAL,                     -- NULL where it is unknown or uneven
  orientation      TEXT,                     -- axial | coronal | sagittal | oblique; NULL where unknown or mixed
  findings_json    TEXT NOT NULL DEFAULT '[]',
  UNIQUE (project_id, uid)
);
CREATE INDEX series_by_study ON series (study_id);
CREATE INDEX series_by_case ON series (project_id, case_key);

-- One imported file.
CREATE TABLE instance (
  id               INTEGER PRIMARY KEY,
  project_id       INTEGER NOT NULL REFERENCES project(id),
  series_id        INTEGER REFERENCES series(id),
  content_sha256   TEXT NOT NULL,
  source_path      TEXT NOT NULL,
  sop_instance_uid TEXT,
  instance_number  INTEGER,
  header_json      TEXT,                     -- what is left of the DICOM header, DICOM JSON (PS3.18 annex F), no pixels
  original_sha256  TEXT REFERENCES blob(sha256),
  created_at       TEXT NOT NULL,
  UNIQUE (project_id, content_sha256)
);
CREATE INDEX instance_by_series ON instance (series_id);

ALTER TABLE image ADD COLUMN instance_id INTEGER REFERENCES instance(id);
ALTER TABLE image ADD COLUMN series_id INTEGER REFERENCES series(id);
ALTER TABLE image ADD COLUMN slice_index INTEGER;                          -- place in the series, from 0
ALTER TABLE image ADD COLUMN plane_json TEXT;                              -- FramePlane
ALTER TABLE image ADD COLUMN is_turned INTEGER NOT NULL DEFAULT 0;          -- laid otherwise than in its file, so that it looks as expected
ALTER TABLE image ADD COLUMN burned_in TEXT NOT NULL DEFAULT 'none';       -- none | risk | cleared | blacked-out
CREATE INDEX image_by_series ON image (series_id, slice_index);
CREATE INDEX image_by_instance ON image (instance_id);
CREATE INDEX image_by_burned_in ON image (project_id, burned_in) WHERE burned_in <> 'none';

-- Boxes in pixels: (0, 0) is the outer corner of the first pixel, right and bottom are outer edges. Nothing is deleted:
-- a box that is taken away is marked.
CREATE TABLE box (
  id          INTEGER PRIMARY KEY,
  image_id    INTEGER NOT NULL REFERENCES image(id),
  author_id   INTEGER REFERENCES user(id),   -- NULL: came with the images
  class_index INTEGER NOT NULL,
  left        REAL NOT NULL,
  top         REAL NOT NULL,
  right       REAL NOT NULL,
  bottom      REAL NOT NULL,
  removed_at  TEXT,
  created_at  TEXT NOT NULL
);
CREATE INDEX box_by_image ON box (image_id);

-- "This image, series or patient shows this class": exactly one of the three subjects is set.
CREATE TABLE tag (
  id          INTEGER PRIMARY KEY,
  project_id  INTEGER NOT NULL REFERENCES project(id),
  image_id    INTEGER REFERENCES image(id),
  series_id   INTEGER REFERENCES series(id),
  patient_id  INTEGER REFERENCES patient(id),
  class_index INTEGER NOT NULL,
  is_present  INTEGER NOT NULL DEFAULT 1,    -- 0: somebody looked and the class is not there; no row: unknown
  author_id   INTEGER REFERENCES user(id),   -- NULL: came with the images
  removed_at  TEXT,
  created_at  TEXT NOT NULL,
  CHECK ((image_id IS NOT NULL) + (series_id IS NOT NULL) + (patient_id IS NOT NULL) = 1)
);
CREATE INDEX tag_by_image ON tag (image_id) WHERE image_id IS NOT NULL;
CREATE INDEX tag_by_series ON tag (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX tag_by_patient ON tag (patient_id) WHERE patient_id IS NOT NULL;
