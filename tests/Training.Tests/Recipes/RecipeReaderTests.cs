using System.Text.Json;
using Studio.Contracts.Recipes;

namespace Studio.Training.Tests.Recipes;

public sealed class RecipeReaderTests
{
    const string Head = "name: A\nsummary: B\n";

    [Fact]
    public void ReadFolder_ShippedRecipes_AreAllValid()
    {
        var readings = RecipeReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "recipes"));
        Assert.Empty(readings.SelectMany(reading => reading.Problems));
        Assert.Contains(readings, reading => reading.Recipe!.Id == "unet-usgra");
        Assert.True(readings.Count >= 4);
    }

    [Fact]
    public void Read_SeveralMistakes_ReportsAllAtOnceWithLineAndAllowedValues()
    {
        const string text = Head + """
            input:
              height: 250
            architecture:
              name: lenet
            loss:
              name: hinge
              classWeights: 3
            optimizer:
              learningRate: -0.1
              speed: 3
            training:
              epochs: many
            wheels: 4
            """;
        var reading = RecipeReader.Read(text, "mine.yaml");

        Assert.Null(reading.Recipe);
        var lines = reading.Problems.Select(problem => (problem.Line, problem.Key)).ToArray();
        Assert.Equal(
            [
                (4, "input.height"), (6, "architecture.name"), (8, "loss.name"), (9, "loss.classWeights"),
                (11, "optimizer.learningRate"), (12, "optimizer.speed"), (14, "training.epochs"), (15, "wheels"),
            ],
            lines);
        Assert.Equal(
            "mine.yaml, line 8, loss.name: \"hinge\" is not known. Allowed: " + string.Join(", ", RecipeNames.Losses) + ".",
            reading.Problems[2].ToString());
        Assert.Equal("240 or 256", reading.Problems[0].Allowed);
        Assert.Contains("momentum", reading.Problems[5].Allowed);
    }

    [Theory]
    [InlineData("training:\n  epochs: 2.5\n", "training.epochs")]
    [InlineData("training:\n  epochs: \"24\"\n", "training.epochs")]
    [InlineData("training:\n  epochs:\n", "training.epochs")]
    [InlineData("training:\n  epochs: [1]\n", "training.epochs")]
    [InlineData("optimizer:\n  learningRate: .nan\n", "optimizer.learningRate")]
    [InlineData("optimizer:\n  learningRate: NaN\n", "optimizer.learningRate")]
    [InlineData("augmentation:\n  flipVertical: perhaps\n", "augmentation.flipVertical")]
    [InlineData("loss:\n  classWeights: [1, -1]\n", "loss.classWeights")]
    [InlineData("loss:\n  classWeights: [0, 0]\n", "loss.classWeights")]
    [InlineData("training: 5\n", "training")]
    [InlineData("input:\n  channels: 2\n", "input.channels")]
    [InlineData("schedule:\n  warmupEpochs: 60\n", "schedule.warmupEpochs")]
    [InlineData("task: detection\narchitecture:\n  name: unet\n", "architecture.name")]
    public void Read_OneMistake_NamesItsKey(string body, string key)
    {
        var problem = Assert.Single(RecipeReader.Read(Head + body, "mine.yaml").Problems);
        Assert.Equal(key, problem.Key);
        Assert.True(problem.Line >= 3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b\n")]
    [InlineData("name: [\n")]
    [InlineData("name: A\nname: B\nsummary: C\n")]
    public void Read_NotARecipe_SaysSoAndDoesNotThrow(string text)
    {
        var reading = RecipeReader.Read(text, "mine.yaml");
        Assert.Null(reading.Recipe);
        Assert.Single(reading.Problems);
    }

    [Fact]
    public void Read_NameMissing_NamesBothRequiredKeys()
    {
        var reading = RecipeReader.Read("training:\n  epochs: 3\n", "mine.yaml");
        Assert.Equal(["name", "summary"], reading.Problems.Select(problem => problem.Key).Order());
    }

    [Fact]
    public void Write_ReadBack_IsTheSameRecipe()
    {
        var recipe = RecipeOverrides.Apply(
            RecipeReader.Read(Head, "mine.yaml").Require(),
            ["name=a: \"quoted\" # name", "loss.classWeights=[0.5, 1, 3]", "optimizer.learningRate=3e-4", "input.fit=pad"]).Require();
        var back = RecipeReader.Read(RecipeWriter.Write(recipe), "mine.yaml").Require();
        Assert.Equal([0.5, 1, 3], back.Loss.ClassWeights);
        Assert.Equal(JsonSerializer.Serialize(recipe), JsonSerializer.Serialize(back));
    }

    [Fact]
    public void Apply_Overrides_ChangeOnlyTheirKeys()
    {
        var recipe = RecipeReader.Read(Head, "mine.yaml").Require();
        var changed = RecipeOverrides.Apply(recipe, ["training.epochs=24", "augmentation.flipVertical=true"]).Require();
        Assert.Equal(24, changed.Training.Epochs);
        Assert.True(changed.Augmentation.FlipVertical);
        Assert.Equal(recipe.Optimizer, changed.Optimizer);
    }

    [Fact]
    public void Apply_BadOverrides_ReportsAll()
    {
        var recipe = RecipeReader.Read(Head, "mine.yaml").Require();
        var reading = RecipeOverrides.Apply(recipe, ["training.epochs", "training.speed=1", "training.epochs=0", "optimizer.name=[x"]);
        Assert.Equal(4, reading.Problems.Count);
        Assert.All(reading.Problems, problem => Assert.Equal("--set", problem.File));
    }

    [Fact]
    public void CheckClasses_WrongNumberOfWeights_SaysHowManyAreNeeded()
    {
        var recipe = RecipeReader.Read(Head + "loss:\n  classWeights: [1, 2]\n", "mine.yaml").Require();
        Assert.Empty(RecipeRules.CheckClasses(recipe, 1));
        Assert.Contains("needs 3", Assert.Single(RecipeRules.CheckClasses(recipe, 2)).Message);
    }
}
