using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Evaluation;
using Studio.Training.Export;
using Studio.Training.Trainer;

namespace Studio.Training.Jobs;

/// <summary>What a kind of job needs and does. A new kind is one line in <see cref="All"/>.</summary>
/// <param name="Splits">Images it looks at.</param>
/// <param name="Run">Runs on the job's own thread until it ends.</param>
sealed record JobKindDefinition(Func<JobSpec, IReadOnlyList<Split>> Splits, Func<JobContext, JobEnded> Run)
{
    public static IReadOnlyDictionary<JobKind, JobKindDefinition> All { get; } = new Dictionary<JobKind, JobKindDefinition>
    {
        [JobKind.Train] = new(_ => [Split.Training, Split.Validation], TrainingJob.Run),

        // Training images give the trivial baseline beside every figure.
        [JobKind.Evaluate] = new(spec => [Split.Training, spec.EvaluationSplit], EvaluationJob.Run),
        [JobKind.Export] = new(_ => [Split.Validation], ExportJob.Run),
    };
}
