using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Devices;
using Studio.Training.Evaluation;
using Studio.Training.Jobs;
using Studio.Training.Postprocessing;
using Studio.Training.Sampling;
using Studio.Training.Schedules;
using Studio.Training.Tasks;

namespace Studio.Training.Trainer;

/// <summary>All that one step of a training is made of: its recipe, its images, an optimiser of its own.</summary>
sealed class TrainingPhase : IDisposable
{
    readonly Predictor predictor;
    readonly IReadOnlyList<ClassDefinition> classes;

    public TrainingPhase(JobContext context, int number, TrainingNetwork network, ComputeDevice device)
    {
        Recipe = context.Phases[number];
        Cache = context.CacheOf(number);
        Task = PredictionTask.Create(Recipe, context.Spec.Classes);
        Training = JobContext.SamplesOf(Cache, Split.Training, Task);
        Validating = JobContext.SamplesOf(Cache, Split.Validation, Task);
        var loader = new BatchLoader(Cache, device, Recipe);
        network.Freeze(Recipe.Transfer.Freeze);
        Update = new WeightUpdate(network, Recipe, device);
        Step = new TrainingStep(network, Update, loader, Task, Recipe)
        {
            MemoryRanOut = message => context.Reporter.Report(new JobNote("warning", message)),
        };
        predictor = new Predictor(network, loader, Task, Recipe);
        classes = context.Spec.Classes;
        Validation = new Validation(predictor, Cache, Task, Validating, Recipe);
    }

    public Recipe Recipe { get; }

    public SampleCache Cache { get; }

    public PredictionTask Task { get; }

    /// <summary>Indices into the cache of what the task can learn from.</summary>
    public IReadOnlyList<int> Training { get; }

    public IReadOnlyList<int> Validating { get; }

    public WeightUpdate Update { get; }

    public TrainingStep Step { get; }

    public Validation Validation { get; }

    public int Epochs => Recipe.Training.Epochs;

    /// <summary>Looks at an image that lead to one step of the optimiser.</summary>
    public int StepSize => Recipe.Training.BatchSize * Recipe.Training.Accumulate;

    public int StepsPerEpoch => (EpochPlan.LooksOf(Training.Count, Recipe) + StepSize - 1) / StepSize;

    public bool IsOver(RunProgress progress) => progress.PhaseEpochs >= Epochs || IsOutOfPatience(progress);

    public bool IsOutOfPatience(RunProgress progress) =>
        EarlyStopping.IsOutOfPatience(progress.Monitored, Recipe.Training.EarlyStoppingEpochs);

    public FittedRules FitPostprocessing(Action check) => Task.HasLabels
        ? new MaskRuleFit(predictor, Cache, Validating, classes, Recipe).Run(check)
        : new TagRuleFit(predictor, Cache, Validating, Task, classes).Run(check);

    public void Dispose() => Update.Dispose();
}
