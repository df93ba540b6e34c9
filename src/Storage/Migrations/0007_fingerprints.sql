-- What finds pictures that look alike (Imaging/Similarity). Made when it is asked for; another version, or pixels blacked out
-- since, make it anew.
CREATE TABLE image_fingerprint (
    image_id     INTEGER PRIMARY KEY REFERENCES image(id),
    version      INTEGER NOT NULL,
    pixel_sha256 TEXT NOT NULL,
    content      BLOB NOT NULL
) STRICT;
