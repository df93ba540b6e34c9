using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.CommandLine;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("train --project nobody --recipe scripted", "There is no project \"nobody\". Projects: scripted.")]
    [InlineData("train --project scripted --recipe nothing", "There is no recipe \"nothing\". Recipes: ")]
    [InlineData("train --project scripted --recipe scripted --set training.epoch=3", "training.epoch: The key is not known.")]
    [InlineData("train --project scripted --recipe scripted --set optimizer.learningRate=-1", "optimizer.learningRate: -1 is out of range.")]
    [InlineData("train --project scripted --recipe scripted --set input.height=100", "100 does not divide by 16")]
    [InlineData("train --project scripted --recipe scripted --device tpu", "tpu")]
    [InlineData("train --project scripted", "--recipe")]
    [InlineData("evaluate --project scripted --run 3", "The project scripted has no run yet.")]
    [InlineData("evaluate --run 3", "There is no run with the id 3.")]
    [InlineData("evaluate --run 1 --split all", "all")]
    [InlineData("predict --model /nowhere --input . --output out", "There is no folder /nowhere.")]
    [InlineData("audit --project nobody", "There is no project \"nobody\". Projects: scripted.")]
    [InlineData("retrain", "retrain")]
    public async Task Verb_WithBadInput_NamesItAndExitsWithTwo(string line, string expected)
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");

        var arguments = line.Split(' ');
        var result = arguments[0] == "predict" || arguments[0] == "retrain"
            ? await StudioProcess.RunAsync(arguments)
            : await verbs.RunAsync(arguments);

        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(await new RunStore(new Database(new DataFolder(verbs.Data))).ListAsync(1));
    }

    [Fact]
    public async Task Verb_OnFolderWithoutData_CreatesNothing()
    {
        using var folder = new TemporaryFolder();

        var result = await StudioProcess.RunAsync("train", "--project", "a", "--recipe", "b", "--json", "--data", folder["typo"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no data folder", VerbRunner.Parse(result).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["typo"]));
    }

    [Fact]
    public async Task Recipes_WithBrokenOwnRecipe_ListTheOthersAndNameTheLine()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        await File.WriteAllTextAsync(Path.Combine(verbs.Data, "recipes", "broken.yaml"), "name: A\nsummary: B\nepochs: 3\n");

        var result = await verbs.RunAsync("recipes", "--json");

        Assert.Equal(1, result.ExitCode);
        var json = VerbRunner.Parse(result);
        Assert.Contains("scripted", json.GetProperty("recipes").EnumerateArray().Select(recipe => recipe.GetProperty("id").GetString()));
        Assert.Contains("broken.yaml, line 3, epochs", Assert.Single(json.GetProperty("problems").EnumerateArray()).GetString(), StringComparison.Ordinal);
        var recipe = json.GetProperty("recipes").EnumerateArray().First(entry => entry.GetProperty("id").GetString() == "unet-quick");
        Assert.Equal(("segmentation", "unet"), (recipe.GetProperty("task").GetString(), recipe.GetProperty("architecture").GetString()));
    }

    [Fact]
    public async Task Verify_OfDamagedFile_NamesIt()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        Assert.True((await verbs.RunJsonAsync("verify")).GetProperty("isSound").GetBoolean());
        var file = Directory.GetFiles(Path.Combine(verbs.Data, "blobs"), "*", SearchOption.AllDirectories)[0];
        await File.AppendAllTextAsync(file, "x");

        var result = await verbs.RunAsync("verify", "--json");

        Assert.Equal(1, result.ExitCode);
        var damaged = VerbRunner.Parse(result).GetProperty("files").GetProperty("damaged").EnumerateArray().Single().GetString();
        Assert.Equal(Path.GetFileName(Path.GetDirectoryName(file)) + Path.GetFileName(file), damaged);
    }
}
