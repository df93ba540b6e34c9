using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using Studio.Training.Jobs;
using Studio.Training.Losses;
using Studio.Training.Metrics;
using Studio.Training.Postprocessing;
using Studio.Training.Sampling;
using static TorchSharp.torch;

namespace Studio.Training.Tasks;

/// <summary>
/// What differs between class maps, tags, one box and many boxes: targets for the loss, comparison with the truth, and the
/// figure that an epoch is judged by. A new kind of output is one class here and one decoder.
/// </summary>
abstract class PredictionTask
{
    protected PredictionTask(Recipe recipe, IReadOnlyList<ClassDefinition> classes, ModelOutput output)
    {
        Recipe = recipe;
        Classes = classes;
        Output = output;
        Decoder = AnswerDecoder.Create(Output);
    }

    protected Recipe Recipe { get; }

    protected IReadOnlyList<ClassDefinition> Classes { get; }

    protected IReadOnlyList<string> ClassNames => [.. Classes.Select(definition => definition.Name)];

    /// <summary>What a package says of the network.</summary>
    public ModelOutput Output { get; }

    public AnswerDecoder Decoder { get; }

    /// <summary>What an epoch is judged by.</summary>
    public abstract ScoreFacts Score { get; }

    /// <summary>Name of the figure among <see cref="Figures"/> that says the same of an evaluation.</summary>
    public abstract string ScoreMetric { get; }

    /// <param name="rules">What training fitted on the answers; null: nothing.</param>
    /// <param name="point">What a person chose on the validation images; null: nothing.</param>
    /// <exception cref="JobFailureException">The operating point does not fit the network.</exception>
    public static PredictionTask Create(
        Recipe recipe, IReadOnlyList<ClassDefinition> classes, PostprocessingRules? rules = null, OperatingPoint? point = null)
    {
        var output = OperatingRules.Apply(OutputOf(recipe, classes.Count, rules), point, classes);
        return ArchitectureFacts.Of(recipe.Architecture).Output switch
        {
            OutputKind.ClassMap => new ClassMapTask(recipe, classes, output),
            OutputKind.Tags => new TagTask(recipe, classes, output),
            OutputKind.OneBox => new OneBoxTask(recipe, classes, output),
            _ => new BoxesTask(recipe, classes, output),
        };
    }

    public static ModelOutput OutputOf(Recipe recipe, int classCount, PostprocessingRules? rules) => new(
        recipe.Input,
        recipe.Architecture,
        classCount,
        ArchitectureFacts.Of(recipe.Architecture).Output == OutputKind.Tags && recipe.Loss.Name == "cross-entropy-tags",
        rules)
    {
        Tiles = TilesOf(recipe),
    };

    /// <summary>Networks with a margin look at whole images just as at patches; the others would see more than they were trained on.</summary>
    static TileFacts? TilesOf(Recipe recipe)
    {
        var patch = PatchGeometry.Of(recipe);
        return patch is { IsWholeImage: false, Margin: 0 } ? new TileFacts(patch.Height, patch.Width, recipe.Inference.TileOverlap) : null;
    }

    /// <summary>Whether the truth is a class per pixel, which the sample cache holds.</summary>
    public virtual bool HasLabels => false;

    /// <summary>What training makes small.</summary>
    public virtual Loss TrainingLoss => LossCatalog.All[Recipe.Loss.Name];

    /// <summary>The same where an answer is judged, not learned from.</summary>
    public Loss JudgingLoss => LossCatalog.All[Recipe.Loss.Name];

    /// <summary>Whether the image holds what this task learns from.</summary>
    public virtual bool CanUse(SampleSpec sample) => true;

    /// <summary>Targets of a batch as the losses expect them, see <see cref="OutputKind"/>, on the CPU or where the labels are.</summary>
    /// <param name="draws">How each image was changed; null: not at all.</param>
    /// <param name="labels">int64 [N, H, W], changed with the images; null where there are none.</param>
    public abstract Tensor Target(IReadOnlyList<SampleSpec> samples, IReadOnlyList<AugmentationDraw>? draws, Tensor? labels);

    /// <summary>What an epoch is judged by, of one image.</summary>
    public abstract ImageOutcome Compare(SampleCache cache, int sample, Answer answer);

    /// <summary>Every metric of one image by name, null where undefined; may be called from several threads at once.</summary>
    public abstract IReadOnlyDictionary<string, double?> Measure(SampleCache cache, int sample, Answer answer);

    /// <summary>The score of each class over all images, or one figure; null where it is undefined.</summary>
    public abstract IReadOnlyList<double?> Scores(SampleCache cache, IReadOnlyList<ImageOutcome> outcomes);

    /// <summary>Every metric over all images.</summary>
    public abstract IReadOnlyList<NamedFigure> Figures(CaseTable cases);

    /// <summary>Learns from the training images what can be reached without looking at an image; <see cref="Measure"/> then measures it too.</summary>
    public abstract void FitBaseline(SampleCache cache, IReadOnlyList<int> training);

    /// <summary>The baseline's score on these images, as <see cref="Scores"/>; empty where there is none.</summary>
    public abstract IReadOnlyList<double> BaselineScores(SampleCache cache, IReadOnlyList<int> samples);

    public abstract OutcomePicture Draw(SampleCache cache, int sample, Answer answer);

    /// <summary>
    /// Confidence and truth of each image of a batch: of class maps the probability of the answered class at each pixel of
    /// the input, of tags the probability of each class; null where answers have no such confidence.
    /// </summary>
    public virtual IReadOnlyList<CalibrationCounts>? Calibrate(Tensor output, Tensor target) => null;

    /// <summary>Where each image of a batch and its label differ, at the size of the input and before any rule on answers; empty where answers are no areas.</summary>
    public virtual IReadOnlyList<IReadOnlyList<AreaDisagreement>> CompareAreas(Tensor output, Tensor target) => [];

    /// <summary>Adds what is said of each labelled and each answered box; nothing where answers are no boxes.</summary>
    public virtual ImageResult AddBoxes(ImageResult result, SampleCache cache, int sample, Answer answer) => result;

    /// <summary>Says what is missing in the data before the first step; null: nothing.</summary>
    /// <param name="purpose">What the images are for, e.g. "train on".</param>
    public abstract string? Missing(SampleCache cache, IReadOnlyList<int> samples, string name, string purpose);

    /// <summary>The output as numbers whose differences mean something, e.g. probabilities, for the parity check.</summary>
    public abstract Tensor Comparable(Tensor output);
}
