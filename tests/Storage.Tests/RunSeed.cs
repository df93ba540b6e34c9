using Studio.Contracts.Recipes;

namespace Studio.Storage.Tests;

/// <summary>A project with a frozen version, ready for runs.</summary>
static class RunSeed
{
    public static readonly Recipe Recipe = new()
    {
        Id = "balanced",
        Name = "Balanced",
        Summary = "A test",
        Optimizer = new OptimizerRecipe { LearningRate = 0.004 },
        Loss = new LossRecipe { ClassWeights = [0.5, 1, 2] },
    };

    public static async Task<Run> AddRunAsync(this TestFolder folder, string name = "")
    {
        var project = await folder.Projects.FindAsync("median-nerve") ?? await folder.AddProjectAsync("Nerve");
        if ((await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project.Id }, 0, 1)).Total == 0)
        {
            await folder.ImportLabelAsync(await folder.AddImageAsync(project.Id), 1);
        }

        var version = (await folder.Versions.FreezeAsync(project.Id, null)).Version;
        return await folder.Runs.CreateAsync(new NewRun(project.Id, name, Recipe, "name: Balanced\n", version.Id, 7, "cpu", null));
    }
}
