-- An image that was left out stays where it is and takes part in no version. NULL: it takes part.
ALTER TABLE image ADD COLUMN excluded_at TEXT;
ALTER TABLE image ADD COLUMN excluded_reason TEXT;
ALTER TABLE image ADD COLUMN excluded_by INTEGER REFERENCES user(id);

-- A column of the table of images beyond those that every image has.
CREATE TABLE field (
    id         INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project(id),
    name       TEXT NOT NULL COLLATE NOCASE,
    source     TEXT NOT NULL,                  -- table (a person's file) | dicom (a header's element) | measured (from the pixels) | written (by hand)
    element    TEXT,                           -- of a header: eight hexadecimal digits, e.g. 00080070; measured: the measure's name
    kind       TEXT NOT NULL,                  -- number | text
    created_at TEXT NOT NULL,
    UNIQUE (project_id, name)
) STRICT;
CREATE TABLE field_value (
    field_id INTEGER NOT NULL REFERENCES field(id),
    image_id INTEGER NOT NULL REFERENCES image(id),
    text     TEXT,                             -- of a field of kind text; beside a number what the file says in full, e.g. 0.5\0.5
    number   REAL,                             -- of a field of kind number
    PRIMARY KEY (field_id, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_value_by_image ON field_value (image_id);

-- Sharpness, contrast, histogram and so on. Made when it is asked for; another version, or pixels blacked out since, make it anew.
CREATE TABLE image_measure (
    image_id     INTEGER PRIMARY KEY REFERENCES image(id),
    version      INTEGER NOT NULL,
    pixel_sha256 TEXT NOT NULL,
    content      BLOB NOT NULL
) STRICT;

-- What an image looks like in a few numbers (Imaging/Embedding), for the map. Made anew as measures are.
CREATE TABLE image_descriptor (
    image_id     INTEGER PRIMARY KEY REFERENCES image(id),
    version      INTEGER NOT NULL,
    pixel_sha256 TEXT NOT NULL,
    content      BLOB NOT NULL
) STRICT;

-- Where an image lies on the map of pictures that look alike; both from 0 to 1.
CREATE TABLE image_place (
    image_id INTEGER PRIMARY KEY REFERENCES image(id),
    source   TEXT NOT NULL,                    -- pixels, or the run whose features they are, e.g. run 12
    x        REAL NOT NULL,
    y        REAL NOT NULL
) STRICT;

CREATE TABLE saved_filter (
    id         INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project(id),
    name       TEXT NOT NULL COLLATE NOCASE,
    query      TEXT NOT NULL,                  -- of the Images page's address
    created_by INTEGER REFERENCES user(id),
    created_at TEXT NOT NULL,
    UNIQUE (project_id, name)
) STRICT;

-- Images put together by hand.
CREATE TABLE collection (
    id         INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project(id),
    name       TEXT NOT NULL COLLATE NOCASE,
    created_by INTEGER REFERENCES user(id),
    created_at TEXT NOT NULL,
    UNIQUE (project_id, name)
) STRICT;
CREATE TABLE collection_image (
    collection_id INTEGER NOT NULL REFERENCES collection(id),
    image_id      INTEGER NOT NULL REFERENCES image(id),
    PRIMARY KEY (collection_id, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_of_image ON collection_image (image_id);

-- How a project's images are parted. The last row counts; without one it is 70/15/15 by patient.
CREATE TABLE split_plan (
    id         INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project(id),
    plan_json  TEXT NOT NULL,                  -- SplitPlan
    reason     TEXT NOT NULL,                  -- why it is another than before
    created_by INTEGER REFERENCES user(id),
    created_at TEXT NOT NULL
) STRICT;
ALTER TABLE dataset_version ADD COLUMN split_plan_json TEXT;                 -- SplitPlan; NULL in versions from before there was a choice
ALTER TABLE dataset_version ADD COLUMN reason TEXT NOT NULL DEFAULT '';      -- why the split is another than before, or what was restored
ALTER TABLE dataset_version ADD COLUMN restored_from INTEGER REFERENCES dataset_version(id);
ALTER TABLE dataset_item ADD COLUMN fold INTEGER;                            -- from 1; NULL where there are no folds, and of test images
-- What each part of a version holds, counted when it is frozen: nobody counts a million rows to list versions.
ALTER TABLE dataset_version ADD COLUMN training_images INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset_version ADD COLUMN validation_images INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset_version ADD COLUMN test_images INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset_version ADD COLUMN training_patients INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset_version ADD COLUMN validation_patients INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset_version ADD COLUMN test_patients INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset_version ADD COLUMN class_counts_json TEXT;               -- ClassCount[]; NULL in versions from before
UPDATE dataset_version SET (training_images, validation_images, test_images, training_patients, validation_patients, test_patients) = (
    SELECT count(CASE item.split WHEN 'training' THEN 1 END), count(CASE item.split WHEN 'validation' THEN 1 END),
           count(CASE item.split WHEN 'test' THEN 1 END), count(DISTINCT CASE item.split WHEN 'training' THEN item.patient_key END),
           count(DISTINCT CASE item.split WHEN 'validation' THEN item.patient_key END),
           count(DISTINCT CASE item.split WHEN 'test' THEN item.patient_key END)
    FROM dataset_item item WHERE item.version_id = dataset_version.id);
ALTER TABLE dataset_item ADD COLUMN pixel_sha256 TEXT;                       -- of the pixels then; NULL in versions from before
ALTER TABLE dataset_item ADD COLUMN layers_sha256 TEXT;                      -- of a label whose classes overlap
-- A label that was put back from a version stands in the author-less document.
ALTER TABLE annotation ADD COLUMN restored_from INTEGER REFERENCES dataset_version(id);
ALTER TABLE run ADD COLUMN fold INTEGER;                                     -- the fold that the run is judged on

-- Another label of an image than its own, e.g. of the same picture under another name. Kept to be compared.
CREATE TABLE alternate_label (
    id              INTEGER PRIMARY KEY,
    image_id        INTEGER NOT NULL REFERENCES image(id),
    name            TEXT NOT NULL,             -- of the picture it came with
    source_path     TEXT NOT NULL,
    labelmap_sha256 TEXT REFERENCES blob(sha256),
    created_at      TEXT NOT NULL,
    UNIQUE (image_id, source_path)
) STRICT;

-- One look at the data by the audit.
CREATE TABLE audit_run (
    id            INTEGER PRIMARY KEY,
    project_id    INTEGER NOT NULL REFERENCES project(id),
    state         TEXT NOT NULL,               -- running | done | cancelled | failed | interrupted
    data_hash     TEXT NOT NULL,               -- of the version that was looked at, or would have been frozen
    checks_json   TEXT NOT NULL,               -- AuditCheckResult[], one more as each check ends
    progress_json TEXT,                        -- AuditProgress, while it runs
    created_by    INTEGER REFERENCES user(id),
    created_at    TEXT NOT NULL,
    seen_at       TEXT NOT NULL,               -- of a running one: its process was alive then
    ended_at      TEXT
) STRICT;
CREATE INDEX audit_run_by_project ON audit_run (project_id, id);
CREATE UNIQUE INDEX audit_running ON audit_run (project_id) WHERE state = 'running';
ALTER TABLE run ADD COLUMN audit_json TEXT;    -- RunAudit: what was known of the data when the run was asked for

-- "Not a problem, because …". The finding stays in sight, marked. Nothing is deleted: what is taken back is marked.
CREATE TABLE finding_review (
    id          INTEGER PRIMARY KEY,
    project_id  INTEGER NOT NULL REFERENCES project(id),
    finding_key TEXT NOT NULL,
    reason      TEXT NOT NULL,
    user_id     INTEGER REFERENCES user(id),
    created_at  TEXT NOT NULL,
    removed_at  TEXT
) STRICT;
CREATE UNIQUE INDEX review_of_finding ON finding_review (project_id, finding_key) WHERE removed_at IS NULL;

-- What keeps the studio's picture of a project's images in memory (Storage/Images/Index) true: every change of what images are
-- found by, by whichever process, leaves a line; the last hundred thousand are kept.
CREATE TABLE image_change (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL,
    image_id   INTEGER NOT NULL
) STRICT;
CREATE INDEX image_change_of_project ON image_change (project_id, id);
CREATE TRIGGER image_added AFTER INSERT ON image BEGIN
    INSERT INTO image_change (project_id, image_id) VALUES (new.project_id, new.id);
END;
CREATE TRIGGER image_changed AFTER UPDATE OF name, sort_key, patient_id, series_id, slice_index, fixed_split, state, excluded_at ON image BEGIN
    INSERT INTO image_change (project_id, image_id) VALUES (new.project_id, new.id);
END;
CREATE TRIGGER image_class_added AFTER INSERT ON image_class BEGIN
    INSERT INTO image_change (project_id, image_id) SELECT project_id, id FROM image WHERE id = new.image_id;
END;
CREATE TRIGGER image_class_removed AFTER DELETE ON image_class BEGIN
    INSERT INTO image_change (project_id, image_id) SELECT project_id, id FROM image WHERE id = old.image_id;
END;
CREATE TRIGGER tag_added AFTER INSERT ON tag BEGIN
    INSERT INTO image_change (project_id, image_id)
    SELECT project_id, id FROM image WHERE id = new.image_id OR series_id = new.series_id OR patient_id = new.patient_id;
END;
CREATE TRIGGER tag_changed AFTER UPDATE OF removed_at, answer ON tag BEGIN
    INSERT INTO image_change (project_id, image_id)
    SELECT project_id, id FROM image WHERE id = new.image_id OR series_id = new.series_id OR patient_id = new.patient_id;
END;
CREATE TRIGGER assignment_added AFTER INSERT ON assignment BEGIN
    INSERT INTO image_change (project_id, image_id) SELECT project_id, id FROM image WHERE id = new.image_id;
END;
CREATE TRIGGER assignment_changed AFTER UPDATE OF removed_at ON assignment BEGIN
    INSERT INTO image_change (project_id, image_id) SELECT project_id, id FROM image WHERE id = new.image_id;
END;

-- Of columns and collections it is enough to know that something changed.
ALTER TABLE field ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER field_value_added AFTER INSERT ON field_value BEGIN UPDATE field SET revision = revision + 1 WHERE id = new.field_id; END;
CREATE TRIGGER field_value_changed AFTER UPDATE ON field_value BEGIN UPDATE field SET revision = revision + 1 WHERE id = new.field_id; END;
CREATE TRIGGER field_value_removed AFTER DELETE ON field_value BEGIN UPDATE field SET revision = revision + 1 WHERE id = old.field_id; END;
ALTER TABLE collection ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER collection_image_added AFTER INSERT ON collection_image BEGIN UPDATE collection SET revision = revision + 1 WHERE id = new.collection_id; END;
CREATE TRIGGER collection_image_removed AFTER DELETE ON collection_image BEGIN UPDATE collection SET revision = revision + 1 WHERE id = old.collection_id; END;

-- "This label is right", said where a model disagrees with it. It is about the label as it was: one changed since may be
-- doubted anew. Nothing is deleted: what is taken back is marked.
CREATE TABLE label_review (
    id         INTEGER PRIMARY KEY,
    image_id   INTEGER NOT NULL REFERENCES image(id),
    label_key  TEXT NOT NULL,                  -- LabelKey of the label that was looked at
    user_id    INTEGER REFERENCES user(id),
    created_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE UNIQUE INDEX review_of_label ON label_review (image_id) WHERE removed_at IS NULL;
