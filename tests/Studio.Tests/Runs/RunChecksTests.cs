using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Tests.Runs;

public sealed class RunChecksTests
{
    static readonly ClassDefinition[] Classes = [new(1, "nerve", "#FFB02E", "plain"), new(2, "vessel", "#4CC9F0", "dots")];

    static readonly DatasetPreview Good = new(
        40,
        new Dictionary<Split, SplitCount> { [Split.Training] = new(20, 10), [Split.Validation] = new(5, 3), [Split.Test] = new(5, 3) },
        [.. Both(Split.Training, 12, 8), .. Both(Split.Validation, 3, 2), .. Both(Split.Test, 3, 2)],
        new Dictionary<int, double>(),
        [new ImageSize { Rows = 480, Columns = 640, Images = 40 }],
        [],
        0,
        PlaneFacts.None,
        WithoutBox: 0,
        WithSeveralBoxes: 0,
        WithoutCategory: 40);

    static readonly Recipe Recipe = new() { Id = "a", Name = "A", Summary = "B" };

    [Fact]
    public void Check_GoodData_SaysNothing() => Assert.Empty(Check(Recipe, Good));

    [Fact]
    public void Check_RecipeOfAnotherTask_SaysWhatItLearns()
    {
        var problem = Assert.Single(RunChecks.CheckRecipe(Recipe, ProjectTask.Classification, "cpu", 2));

        Assert.True(problem.Blocks);
        Assert.Equal("The recipe a learns outlines, and this project asks for tags. Choose a recipe that learns tags.", problem.Message);
    }

    [Theory]
    [InlineData(ProjectTask.Segmentation, "No image of this project is labelled yet. Label and submit")]
    [InlineData(ProjectTask.Detection, "No image of this project is labelled yet. Draw boxes")]
    [InlineData(ProjectTask.Classification, "No image of this project has an answer yet.")]
    public void Check_NothingLabelled_SaysWhatToDoAndNothingElse(ProjectTask task, string expected)
    {
        var problem = Assert.Single(DataChecks.Check(task, Classes, Good with { Splits = new Dictionary<Split, SplitCount>() }));

        Assert.True(problem.Blocks);
        Assert.StartsWith(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OnePatientOnly_Blocks()
    {
        var data = Good with { Splits = new Dictionary<Split, SplitCount> { [Split.Training] = new(20, 1) } };

        var problem = Check(Recipe, data).First(item => item.Blocks);

        Assert.Contains("from one patient", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProjectTask.Segmentation, "Label some structures first.")]
    [InlineData(ProjectTask.Detection, "No training image has a box.")]
    [InlineData(ProjectTask.Classification, "Say yes to a class")]
    public void Check_NoExampleOfAnyClass_Blocks(ProjectTask task, string expected)
    {
        var problem = DataChecks.Check(task, Classes, Good with { Classes = [] }).Single(item => item.Blocks);

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ClassMissingInOnePart_Warns()
    {
        var noTraining = Check(Recipe, Good with { Classes = [.. Good.Classes.Where(count => count is not { Split: Split.Training, ClassIndex: 2 })] });
        var noValidation = Check(Recipe, Good with { Classes = [.. Good.Classes.Where(count => count is not { Split: Split.Validation, ClassIndex: 2 })] });

        Assert.Equal((false, "No training image shows vessel. The model cannot learn it."), Only(noTraining));
        Assert.StartsWith("No validation image shows vessel", Only(noValidation).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TagThatEveryImageHas_Warns()
    {
        var data = Good with { Classes = [ClassCount.Of(Split.Training, 1, 20, 0), .. Good.Classes.Where(count => count is not { Split: Split.Training, ClassIndex: 1 })] };

        var problem = Assert.Single(DataChecks.Check(ProjectTask.Classification, Classes, data));

        Assert.Contains("shows nerve, so there is nothing to tell it from", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_EveryTagIsOnlyEverThere_Blocks()
    {
        var data = Good with { Classes = [ClassCount.Of(Split.Training, 1, 12, 0), ClassCount.Of(Split.Training, 2, 8, 0)] };

        var problem = Assert.Single(DataChecks.Check(ProjectTask.Classification, Classes, data), item => item.Blocks);

        Assert.Contains("let the tags exclude each other", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ImageSmallerThanPatch_Warns()
    {
        var recipe = Recipe with { Input = new InputRecipe { Height = 512, Width = 512 }, Sampling = new SamplingRecipe { PatchHeight = 256, PatchWidth = 256 } };
        var data = Good with { Sizes = [new ImageSize { Rows = 480, Columns = 640, Images = 38 }, new ImageSize { Rows = 100, Columns = 300, Images = 2 }] };

        var problem = Only(Check(recipe, data));

        Assert.False(problem.Blocks);
        Assert.StartsWith("2 images smaller than a patch of 256 × 256 (the smallest 100 × 300).", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ChannelMissing_NamesCaseAndChannel()
    {
        var recipe = Recipe with { Input = new InputRecipe { Channels = 2, CaseChannels = ["T1", "FLAIR"] } };
        var planes = new PlaneFacts([new("case 1", ["FLAIR", "T1"]), new("case 2", ["t1", "T2"])], WithoutCase: 0, WithoutSeries: 0, InColour: 0);

        var problem = Only(Check(recipe, Good with { Planes = planes }));

        Assert.True(problem.Blocks);
        Assert.StartsWith("The channel FLAIR is missing in the case case 2.", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("Channels of case 2: t1, T2.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ChannelsOfImagesWithoutCase_Blocks()
    {
        var recipe = Recipe with { Input = new InputRecipe { Channels = 2, CaseChannels = ["T1", "FLAIR"] } };

        var problem = Only(Check(recipe, Good with { Planes = PlaneFacts.None with { WithoutCase = 3 } }));

        Assert.True(problem.Blocks);
        Assert.Contains("T1, FLAIR, and 3 labelled images belong to no case", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NeighboursOfColourImages_Blocks()
    {
        var recipe = Recipe with { Input = new InputRecipe { Channels = 3, Neighbours = 1 } };

        var problems = Check(recipe, Good with { Planes = new PlaneFacts([], 0, WithoutSeries: 2, InColour: 1) });

        Assert.Equal([false, true], problems.Select(problem => problem.Blocks));
        Assert.StartsWith("1 labelled image in colour", problems[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Check_OneClassOfAll_WarnsWhereTagsDoNotExcludeEachOther(bool exclude, int expected)
    {
        var recipe = Recipe with { Loss = new LossRecipe { Name = "cross-entropy-tags" } };
        var project = new Project { Slug = "a", Name = "A", Description = "", Task = ProjectTask.Classification, TagsExcludeEachOther = exclude };

        var problems = FitChecks.Check(recipe, project, Good).ToList();

        Assert.Equal(expected, problems.Count);
        Assert.DoesNotContain(problems, problem => problem.Blocks);
    }

    [Fact]
    public void Check_CategoriesThatImagesLack_Warns()
    {
        var recipe = Recipe with { Sampling = new SamplingRecipe { Balance = "category" } };

        Assert.StartsWith("The recipe draws every category as often, and 40 labelled images have none.", Only(Check(recipe, Good)).Message, StringComparison.Ordinal);
        Assert.Empty(Check(recipe, Good with { WithoutCategory = 0 }));
    }

    static IEnumerable<ClassCount> Both(Split split, int present, int absent) =>
        [ClassCount.Of(split, 1, present, absent), ClassCount.Of(split, 2, present, absent)];

    static IReadOnlyList<RunProblem> Check(Recipe recipe, DatasetPreview data) => RunChecks.Check(
        recipe, new Project { Slug = "a", Name = "A", Description = "", Task = ProjectTask.Segmentation }, "cpu", Classes, data);

    static (bool Blocks, string Message) Only(IReadOnlyList<RunProblem> problems)
    {
        var problem = Assert.Single(problems);
        return (problem.Blocks, problem.Message);
    }
}
