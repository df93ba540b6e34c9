-- A document holds objects (boxes, points, remarks) beside its labelmap. Nothing is deleted: an object that is taken
-- away is marked. Coordinates in pixels: (0, 0) is the outer corner of the first pixel; right and bottom of a box are
-- outer edges, a point and a remark have left = right and top = bottom.
CREATE TABLE annotation_object (
  id            INTEGER PRIMARY KEY,
  annotation_id INTEGER NOT NULL REFERENCES annotation(id),
  object_id     TEXT NOT NULL,               -- given by the browser, unique in the document
  kind          TEXT NOT NULL,               -- box | point | remark
  class_index   INTEGER NOT NULL,            -- 0 for a remark
  left          REAL NOT NULL,
  top           REAL NOT NULL,
  right         REAL NOT NULL,
  bottom        REAL NOT NULL,
  text          TEXT NOT NULL DEFAULT '',
  reply_to      TEXT,                        -- object_id of the remark that this one answers
  removed_at    TEXT,
  created_at    TEXT NOT NULL,
  UNIQUE (annotation_id, object_id)
);

ALTER TABLE annotation_operation ADD COLUMN kind TEXT NOT NULL DEFAULT 'labelmap';  -- labelmap | objects
-- The last operation that changed pixels, boxes or points, and when that or a submission was: remarks and tags make no label.
ALTER TABLE annotation ADD COLUMN label_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotation ADD COLUMN labelled_at TEXT NOT NULL DEFAULT '';
-- Came with the images, but is not what the project asks for: boxes in a project that wants outlines.
ALTER TABLE annotation ADD COLUMN is_draft INTEGER NOT NULL DEFAULT 0;
UPDATE annotation SET label_revision = revision, labelled_at = updated_at;

-- Boxes that came with the images become objects of the author-less document.
INSERT INTO annotation (image_id, author_id, revision, snapshot_revision, snapshot_sha256, outlines_json, created_at, updated_at, is_draft)
SELECT DISTINCT box.image_id, NULL, 0, 0, NULL, '[]', min(box.created_at), max(box.created_at),
       (SELECT project.task <> 'detection' FROM image JOIN project ON project.id = image.project_id WHERE image.id = box.image_id)
FROM box WHERE NOT EXISTS (SELECT 1 FROM annotation known WHERE known.image_id = box.image_id AND known.author_id IS NULL)
GROUP BY box.image_id;
UPDATE annotation SET revision = revision + 1, label_revision = revision + 1, labelled_at = updated_at
WHERE author_id IS NULL AND EXISTS (SELECT 1 FROM box WHERE box.image_id = annotation.image_id);
INSERT INTO annotation_object (annotation_id, object_id, kind, class_index, left, top, right, bottom, removed_at, created_at)
SELECT annotation.id, lower(hex(randomblob(16))), 'box', box.class_index, box."left", box.top, box."right", box.bottom, box.removed_at, box.created_at
FROM box JOIN annotation ON annotation.image_id = box.image_id AND annotation.author_id IS NULL ORDER BY box.id;

-- Classes of the current label: pixels and boxes.
ALTER TABLE image_class ADD COLUMN boxes INTEGER NOT NULL DEFAULT 0;
INSERT INTO image_class (image_id, class_index, pixels, boxes)
SELECT image_id, class_index, 0, count(*) FROM box WHERE removed_at IS NULL GROUP BY image_id, class_index
ON CONFLICT (image_id, class_index) DO UPDATE SET boxes = excluded.boxes;
DROP TABLE box;

-- What somebody says of an image, a series or a patient. "none" takes back what was said before.
ALTER TABLE tag ADD COLUMN answer TEXT NOT NULL DEFAULT 'present';  -- present | absent | unsure | none
UPDATE tag SET answer = 'absent' WHERE NOT is_present;
ALTER TABLE tag DROP COLUMN is_present;

ALTER TABLE project ADD COLUMN tags_exclude_each_other INTEGER NOT NULL DEFAULT 0;  -- one class per image, series or patient
ALTER TABLE project ADD COLUMN classes_overlap INTEGER NOT NULL DEFAULT 0;          -- a pixel may have several classes
-- Of a document whose classes overlap: every class as a patch of its own (LayerPacking). The labelmap then shows them flattened.
ALTER TABLE annotation ADD COLUMN layers_sha256 TEXT REFERENCES blob(sha256);
