using Studio.Contracts.Recipes;
using Studio.Features.Train;

namespace Studio.Tests.Train;

public sealed class RecipeChoiceTests
{
    static readonly Recipe Quick = new() { Id = "quick", Name = "Quick: \"look\"", Summary = "Short." };

    static RecipeChoice Start() => RecipeChoice.From(new CatalogRecipe(Quick, RecipeWriter.Write(Quick), IsOwn: false));

    static RecipeKey Key(string path) => RecipeSchema.Find(path)!;

    [Fact]
    public void Change_AllowedValue_ChangesRecipeAndText()
    {
        var choice = Start();

        choice.Change(Key("training.epochs"), "24");

        Assert.Equal(24, choice.Recipe!.Training.Epochs);
        Assert.Contains("epochs: 24", choice.Yaml, StringComparison.Ordinal);
        Assert.True(choice.IsChanged);
        Assert.Equal("quick", choice.Recipe.Id);
    }

    [Fact]
    public void Change_ImpossibleValue_IsReportedAndKeptUntilMended()
    {
        var choice = Start();

        choice.Change(Key("optimizer.learningRate"), "-1");
        choice.Change(Key("training.epochs"), "24");

        Assert.Null(choice.Recipe);
        Assert.Equal("-1", choice.ValueOf(Key("optimizer.learningRate")));
        Assert.NotNull(choice.ProblemOf("optimizer.learningRate"));
        choice.Change(Key("optimizer.learningRate"), "0.01");
        Assert.Equal((0.01, 24), (choice.Recipe!.Optimizer.LearningRate, choice.Recipe.Training.Epochs));
        Assert.Empty(choice.Problems);
    }

    [Fact]
    public void Change_RuleBetweenKeys_NamesTheKey()
    {
        var choice = Start();

        choice.Change(Key("input.height"), "250");

        Assert.Contains("does not divide by 16", choice.ProblemOf("input.height")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_TextWithTwoFaults_NamesBothLines()
    {
        var choice = Start();

        choice.Replace("name: Own\nsummary: Mine\ntraining:\n  epoch: 3\n  batchSize: 0\n");

        Assert.Null(choice.Recipe);
        Assert.Equal([(4, "training.epoch"), (5, "training.batchSize")], choice.Problems.Select(problem => (problem.Line, problem.Key)));
    }

    [Fact]
    public void Replace_GoodText_IsTheRecipe()
    {
        var choice = Start();

        choice.Replace("name: Own\nsummary: Mine\ntraining:\n  epochs: 3\n");

        Assert.Equal(("Own", 3), (choice.Recipe!.Name, choice.Recipe.Training.Epochs));
        Assert.Equal("3", choice.ValueOf(Key("training.epochs")));
    }
}
