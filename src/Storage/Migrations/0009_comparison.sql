-- Which version an evaluation looked at (any, not only the one its run was trained on), how many of its images were left out
-- because the run has learned from them or their patients, and the thresholds that were shipped then.
ALTER TABLE evaluation ADD COLUMN version_id INTEGER REFERENCES dataset_version(id);
ALTER TABLE evaluation ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE evaluation ADD COLUMN operating_point_id INTEGER REFERENCES operating_point(id);
UPDATE evaluation SET version_id = (SELECT version_id FROM run WHERE run.id = evaluation.run_id);
CREATE INDEX evaluation_by_run ON evaluation (run_id, split, id);

-- What an evaluation says of each image. A job sends images in parts before its result, so they are kept by job.
CREATE TABLE evaluation_image (
    job_id   TEXT NOT NULL REFERENCES job(id),
    image_id INTEGER NOT NULL,
    json     TEXT NOT NULL,                     -- ImageResult
    PRIMARY KEY (job_id, image_id)
) STRICT, WITHOUT ROWID;
INSERT OR REPLACE INTO evaluation_image (job_id, image_id, json)
    SELECT evaluation.job_id, image.value ->> 'imageId', image.value FROM evaluation, json_each(evaluation.result_json, '$.perImage') image;
UPDATE evaluation SET result_json = json_set(result_json, '$.perImage', json('[]'));

-- The same as numbers, so that twenty runs on thousands of images are compared while somebody waits: what the cases are, and
-- one row for each figure. Made when the evaluation is stored, or when it is first asked for.
CREATE TABLE evaluation_cases (
    evaluation_id INTEGER PRIMARY KEY REFERENCES evaluation(id),
    image_ids     BLOB NOT NULL,                -- int64, little-endian, ascending
    patients_json TEXT NOT NULL,                -- of each image
    labels_json   TEXT NOT NULL                 -- LabelKey of each image: what it was compared with
) STRICT;
CREATE TABLE evaluation_column (
    evaluation_id INTEGER NOT NULL REFERENCES evaluation(id),
    name          TEXT NOT NULL,                -- as CaseColumns has it
    cases         BLOB,                         -- int32: position of the image of each entry; NULL: one number for each image
    content       BLOB NOT NULL,                -- float64, little-endian; NaN where undefined
    PRIMARY KEY (evaluation_id, name)
) STRICT, WITHOUT ROWID;

-- How a run's probabilities are mended and from which on a class is answered. The last one counts; nothing is deleted.
CREATE TABLE operating_point (
    id         INTEGER PRIMARY KEY,
    run_id     INTEGER NOT NULL REFERENCES run(id),
    point_json TEXT NOT NULL,                   -- OperatingPoint
    created_by INTEGER REFERENCES user(id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX operating_point_of_run ON operating_point (run_id, id);

-- Each time somebody opened the test set: who, when, why, for which runs. The audit log holds it too, chained.
CREATE TABLE test_look (
    id         INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES project(id),
    version_id INTEGER NOT NULL REFERENCES dataset_version(id),
    user_id    INTEGER REFERENCES user(id),     -- NULL: from the command line
    reason     TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX test_look_of_project ON test_look (project_id, id);
CREATE TABLE test_look_run (
    look_id INTEGER NOT NULL REFERENCES test_look(id),
    run_id  INTEGER NOT NULL REFERENCES run(id),
    PRIMARY KEY (look_id, run_id)
) STRICT, WITHOUT ROWID;
INSERT INTO test_look (id, project_id, version_id, user_id, reason, created_at)
    SELECT evaluation.id, run.project_id, run.version_id, evaluation.created_by, 'Evaluated before reasons were asked for.', evaluation.created_at
    FROM evaluation JOIN run ON run.id = evaluation.run_id WHERE evaluation.split = 'test';
INSERT INTO test_look_run (look_id, run_id) SELECT id, run_id FROM evaluation WHERE split = 'test';
