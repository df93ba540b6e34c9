using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>A data folder from before evaluations had images and numbers of their own.</summary>
public sealed class EvaluationMigrationTests
{
    const int Before = 8;

    [Fact]
    public async Task OpenAsync_EvaluationsFromBefore_KeepTheirImagesAndCountAsLooks()
    {
        var root = TestFolder.NewRoot();
        var database = new Database(new DataFolder(root));
        database.Folder.Create();
        await database.WriteAsync("The schema of before", session => Migrations.Apply(session, Before), default);
        await database.WriteAsync(
            "Data of before",
            session => session.Execute(
                """
                INSERT INTO project (id, slug, name, description, task, created_at) VALUES (1, 'old', 'Old', '', 'segmentation', '2026-01-01T00:00:00.000Z');
                INSERT INTO dataset_version (id, project_id, number, hash, split_seed, classes_json, created_at)
                VALUES (4, 1, 1, 'hash', 1, '[{"index":1,"name":"Nerve","color":"#FFB02E","pattern":"diagonal"}]', '2026-01-01T00:00:00.000Z');
                INSERT INTO run (id, project_id, number, name, recipe_id, recipe_yaml, recipe_json, version_id, seed, device, created_at)
                VALUES (2, 1, 1, 'Run 1', 'r', '', '{}', 4, 1, 'cpu', '2026-01-01T00:00:00.000Z');
                INSERT INTO job (id, kind, run_id, request_json, state, created_at)
                VALUES ('00000000-0000-0000-0000-000000000001', 'evaluate', 2, '{}', 'succeeded', '2026-01-01T00:00:00.000Z');
                INSERT INTO evaluation (run_id, job_id, split, result_json, created_at) VALUES (2, '00000000-0000-0000-0000-000000000001', 'test',
                  '{"kind":"evaluation","split":"test","images":2,"patients":2,"metrics":{"iou.Nerve":{"mean":0.5,"low":0.4,"high":0.6,"count":2}},"perImage":[{"imageId":9,"name":"b","patientKey":"Q","values":{"iou.Nerve":0.75},"truth":[],"prediction":[]},{"imageId":7,"name":"a","patientKey":"P","values":{"iou.Nerve":null},"truth":[],"prediction":[]}],"seconds":1}',
                  '2026-01-02T00:00:00.000Z')
                """),
            default);

        await database.OpenAsync();

        var store = new EvaluationStore(database);
        var evaluation = (await store.FindLatestAsync(2, Split.Test))!;
        Assert.Equal((4, 0.5, 0), (evaluation.VersionId, evaluation.Result.Metrics["iou.Nerve"].Mean, evaluation.Result.PerImage.Count));
        Assert.Equal(["a", "b"], (await store.ListImagesAsync(evaluation.Id)).Select(image => image.Name));
        var columns = (await new EvaluationColumnStore(database).FindAsync(evaluation.Id, []))!;
        Assert.Equal(["P", "Q"], columns.Patients);
        Assert.Equal([double.NaN, 0.75], columns.Numbers.Columns["iou.Nerve"]);
        var look = Assert.Single(await new TestLookStore(database).ListAsync(1));
        Assert.Equal([1], look.Runs);
        Assert.True(await new TestLookStore(database).CoversAsync(4, [2]));
        Directory.Delete(root, recursive: true);
    }
}
