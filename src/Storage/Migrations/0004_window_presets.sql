-- Windows that an owner or a lead keeps for everybody in a project.
CREATE TABLE window_preset (
  id         INTEGER PRIMARY KEY,
  project_id INTEGER NOT NULL REFERENCES project(id),
  modality   TEXT NOT NULL,                  -- as images carry it, e.g. CT; empty for images without one
  name       TEXT NOT NULL COLLATE NOCASE,
  center     REAL NOT NULL,                  -- values after rescale
  width      REAL NOT NULL,
  function   TEXT NOT NULL,                  -- linear | linear-exact | sigmoid
  created_by INTEGER REFERENCES user(id),
  created_at TEXT NOT NULL,
  UNIQUE (project_id, modality, name)
);
