using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Jobs;
using Studio.Training.Postprocessing;
using Studio.Training.Tasks;

namespace Studio.Training.Tests.Postprocessing;

/// <summary>What a person chose, over what training chose.</summary>
public sealed class OperatingRulesTests
{
    static readonly IReadOnlyList<ClassDefinition> Classes = [ClassPalette.Define(1, "a"), ClassPalette.Define(2, "b"), ClassPalette.Define(3, "c")];
    static readonly ProbabilityScaling Halved = new(ProbabilityScalings.Temperature, [new ScaleFactors(0.5, 0)]);

    [Fact]
    public void Apply_NothingChosen_ChangesNothing()
    {
        var output = Tags(null);
        Assert.Equal(output, OperatingRules.Apply(output, null, Classes));
        Assert.Equal(output, OperatingRules.Apply(output, new OperatingPoint(), Classes));
    }

    /// <summary>A fitted threshold of 0.8 is a logit of log 4; halved it is log 2, a probability of 2/3.</summary>
    [Fact]
    public void Apply_FittedThresholdsAndScaling_TheFittedOnesMoveAlong()
    {
        var output = OperatingRules.Apply(Tags(new PostprocessingRules { Thresholds = [0.8, 0.5, 0.2] }), Point(Halved, (2, 0.9)), Classes);
        Assert.Equal([2.0 / 3, 0.9, 1.0 / 3], output.Postprocessing!.Thresholds.Select(value => Math.Round(value, 12)).ToArray(), (first, second) => Math.Abs(first - second) < 1e-9);
        Assert.Equal(Halved, output.Scaling);
    }

    [Fact]
    public void Decode_SigmoidWithPoint_AnswersByTheScaledProbabilities()
    {
        var output = OperatingRules.Apply(Tags(null), Point(Halved, (1, 0.7)), Classes);
        var answer = (TagAnswer)AnswerDecoder.Create(output).Decode([(float)Math.Log(9), 1, -1], 1, 1);
        Assert.Equal(0.75, answer.Probabilities[0], 1e-6);
        Assert.Equal(0.9, answer.Raw[0], 1e-6);
        Assert.Equal([true, true, false], answer.Yes);
        var lower = (TagAnswer)AnswerDecoder.Create(output).Decode([1, 1, -1], 1, 1);
        Assert.Equal([false, true, false], lower.Yes);
    }

    /// <summary>Exponentials 1, 2, 5: shares 1/8, 1/4, 5/8; with half the logits 1, √2, √5.</summary>
    [Fact]
    public void Of_OneChoiceWithTemperature_IsTheSoftmaxOfTheScaledLogits()
    {
        double[] logits = [0, Math.Log(2), Math.Log(5)];
        Assert.Equal([0.125, 0.25, 0.625], TagProbabilities.Of(logits, true, null), Close);
        var total = 1 + Math.Sqrt(2) + Math.Sqrt(5);
        Assert.Equal([1 / total, Math.Sqrt(2) / total, Math.Sqrt(5) / total], TagProbabilities.Of(logits, true, Halved), Close);
    }

    /// <summary>Each class against the others has odds 1/7, 1/3, 5/3; squared 1/49, 1/9, 25/9: shares 1/50, 1/10, 25/34, divided by their sum.</summary>
    [Fact]
    public void Of_OneChoiceWithPlatt_ScalesEachAgainstTheOthersAndNormalises()
    {
        var scaling = new ProbabilityScaling(ProbabilityScalings.Platt, [new(2, 0), new(2, 0), new(2, 0)]);
        var total = (1.0 / 50) + (1.0 / 10) + (25.0 / 34);
        Assert.Equal([1 / 50.0 / total, 0.1 / total, 25 / 34.0 / total], TagProbabilities.Of([0, Math.Log(2), Math.Log(5)], true, scaling), Close);
    }

    [Fact]
    public void Of_ExtremeLogits_StayNumbers()
    {
        var scaling = new ProbabilityScaling(ProbabilityScalings.Platt, [new(1, 0)]);
        Assert.All([.. TagProbabilities.Of([2000, -2000, 0], true, scaling), .. TagProbabilities.Of([2000, -2000, 0], false, null)], value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Decode_OneChoiceWithAThreshold_TheOthersStayTheMostProbable()
    {
        var output = OperatingRules.Apply(Tags(null) with { IsSingleChoice = true }, Point(null, (1, 0.2)), Classes);
        bool[] Answer(params float[] logits) => [.. ((TagAnswer)AnswerDecoder.Create(output).Decode(logits, 1, 1)).Yes];
        Assert.Equal([true, true, false], Answer(0, 1, -3));
        Assert.Equal([false, true, false], Answer(-3, 1, -3));
    }

    /// <summary>Two classes of logits 0 and log 4: 0.8; at half the logits 2/3.</summary>
    [Theory]
    [InlineData(0.75, null, 1)]
    [InlineData(0.75, 0.5, 0)]
    [InlineData(0.6, 0.5, 1)]
    public void Decode_ClassMapWithPoint_AnswersFromTheScaledProbabilityOn(double threshold, double? slope, byte expected)
    {
        var recipe = new Recipe { Id = "r", Name = "r", Summary = "", Input = new InputRecipe { Height = 1, Width = 1 } };
        var scaling = slope is { } value ? new ProbabilityScaling(ProbabilityScalings.Temperature, [new ScaleFactors(value, 0)]) : null;
        var task = PredictionTask.Create(recipe, [Classes[0]], point: Point(scaling, (1, threshold)));
        Assert.Equal([expected], ((ClassMapAnswer)task.Decoder.Decode([0, (float)Math.Log(4)], 1, 1)).Classes);
    }

    [Fact]
    public void BoxThreshold_OneChosen_TheOthersKeepTheUsual()
    {
        var plain = Boxes();
        Assert.Equal(0.3, OperatingRules.BoxThreshold(plain, 2));
        var output = OperatingRules.Apply(plain, Point(null, (2, 0.71)), Classes);
        Assert.Equal((0.3, 0.71), (OperatingRules.BoxThreshold(output, 1), OperatingRules.BoxThreshold(output, 2)));
    }

    [Fact]
    public void Answered_Boxes_AreThoseFromTheChosenConfidenceOn()
    {
        FoundBox Box(int index, double confidence) => new(new BoxSpec(index, 0, 0, 5, 5), confidence);
        var answer = new BoxAnswer([Box(2, 0.9), Box(2, 0.7), Box(1, 0.4), Box(1, 0.1)]);
        Assert.Same(answer, OperatingRules.Answered(answer, Boxes()));
        var output = OperatingRules.Apply(Boxes(), Point(null, (2, 0.71)), Classes);
        Assert.Equal([0.9, 0.4], ((BoxAnswer)OperatingRules.Answered(answer, output)).Boxes.Select(box => box.Confidence));
    }

    [Fact]
    public void Apply_WhatDoesNotFit_IsRefusedInASentence()
    {
        Assert.Contains("class 9", Refusal(Tags(null), Point(null, (9, 0.5))));
        Assert.Contains("between 0 and 1", Refusal(Tags(null), Point(null, (1, 1.5))));
        Assert.Contains("between 0 and 1", Refusal(Tags(null), Point(null, (1, double.NaN))));
        Assert.Contains("does not fit", Refusal(Tags(null), Point(new ProbabilityScaling(ProbabilityScalings.Platt, [new(1, 0), new(1, 0)]))));
        Assert.Contains("does not fit", Refusal(Tags(null), Point(new ProbabilityScaling(ProbabilityScalings.Temperature, [new(-1, 0)]))));
        Assert.Contains("box", Refusal(Boxes(), Point(Halved)));
    }

    static string Refusal(ModelOutput output, OperatingPoint point) =>
        Assert.Throws<JobFailureException>(() => OperatingRules.Apply(output, point, Classes)).Message;

    static bool Close(double first, double second) => Math.Abs(first - second) < 1e-12;

    static ModelOutput Tags(PostprocessingRules? rules) => new(new InputRecipe(), new ArchitectureRecipe { Name = "resnet-classifier" }, 3, false, rules);

    static ModelOutput Boxes() => new(new InputRecipe(), new ArchitectureRecipe { Name = "center-detector" }, 3, false, null);

    static OperatingPoint Point(ProbabilityScaling? scaling, params (int Class, double Threshold)[] thresholds) => new()
    {
        Scaling = scaling,
        Thresholds = [.. thresholds.Select(chosen => new ClassThreshold(chosen.Class, ThresholdGoal.Stated, chosen.Threshold, chosen.Threshold, null, null, null, null))],
    };
}
