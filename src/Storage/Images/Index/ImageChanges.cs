namespace Studio.Storage;

/// <summary>The log by which indexes of images stay true. Only what an index may not have seen yet is worth keeping.</summary>
static class ImageChanges
{
    const int Kept = 100_000;

    public static void ClearOld(DatabaseSession session) =>
        session.Execute($"DELETE FROM image_change WHERE id <= (SELECT max(id) FROM image_change) - {Kept}");
}
