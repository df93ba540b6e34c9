using Studio.Contracts.Recipes;

namespace Studio.Training.Tests.Recipes;

public sealed class ArchitectureRulesTests
{
    [Theory]
    [InlineData("  name: xnet\n  depth: 2\n", "architecture.depth", "3 to 7")]
    [InlineData("  name: unet\n  widths: [8]\n", "architecture.widths", "a list of 2 to 7 numbers, or an empty list")]
    [InlineData("  name: mammography-fcn\n  widths: [8, 8]\n", "architecture.widths", "a list of 6 numbers, or an empty list")]
    [InlineData("  name: unet\n  widths: [8, 16.5]\n", "architecture.widths", "whole numbers from 1 to 4096")]
    [InlineData("  name: deeplab\n  outputStride: 12\n", "architecture.outputStride", "8 or 16")]
    public void Read_ImpossibleArchitecture_SaysWhatIsPossible(string architecture, string key, string allowed)
    {
        var problems = RecipeReader.Read($"name: A\nsummary: B\narchitecture:\n{architecture}", "mine.yaml").Problems;
        Assert.Equal(allowed, Assert.Single(problems, problem => problem.Key == key).Allowed);
    }

    [Fact]
    public void SizeMultiple_Widths_CountInsteadOfTheDepth() =>
        Assert.Equal(8, ArchitectureFacts.All["unet"].SizeMultiple(new ArchitectureRecipe { Depth = 6, Widths = [4, 4, 4, 4] }));

    [Theory]
    [InlineData("flatten", 1)]
    [InlineData("pool", 0)]
    public void Read_StepsOfDifferentSizes_NeedANetworkOfAnySize(string head, int problems)
    {
        var recipe = $"""
            name: A
            summary: B
            task: classification
            architecture:
              name: resnet-classifier
              head: {head}
            loss:
              name: binary-cross-entropy
            phases:
              - input.height=128 input.width=128
              - input.height=256 input.width=256
            """;
        var reading = RecipeReader.Read(recipe, "mine.yaml");
        Assert.Equal(problems, reading.Problems.Count);
        Assert.All(reading.Problems, problem => Assert.Contains("head flatten belongs to one", problem.Message, StringComparison.Ordinal));
    }
}
