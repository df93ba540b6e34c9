using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Training.Jobs;

namespace Studio.Training.Trainer;

/// <summary>The weights of the best epoch of each phase: a file in the work folder and, of the running phase, a blob in the studio.</summary>
sealed class BestWeights(JobContext context, TrainingNetwork network, FullDisk disk)
{
    /// <summary>Called at the end of the phase's best epoch so far.</summary>
    public void Keep(TrainingPhase phase, RunProgress progress) => Write(phase, progress, rules: null);

    /// <summary>Puts the network back to the best epoch of the phase.</summary>
    public void Load(RunProgress progress) => Checkpoint.Load(PathOf(progress.Phase), network);

    /// <summary>At the end of training: rules on the answer are fitted on the validation images and become part of the weights' file.</summary>
    public void Finish(TrainingPhase phase, RunProgress progress)
    {
        if (phase.Recipe.Postprocessing.Fit.Count == 0)
        {
            return;
        }

        Load(progress);
        context.ReportProgress("Choosing rules for the answers on the validation images", 0, 0);
        var fitted = phase.FitPostprocessing(context.Control.Check);
        context.Reporter.Report(new JobNote("info", fitted.Description));
        if (fitted.Rules is { } rules)
        {
            Write(phase, progress, rules);
        }
    }

    string PathOf(int phase) => context.InWorkFolder($"best-{phase + 1}.safetensors");

    void Write(TrainingPhase phase, RunProgress progress, PostprocessingRules? rules)
    {
        var path = PathOf(progress.Phase);
        var spec = context.Spec with { Recipe = phase.Recipe };
        disk.Write("the checkpoint of the best epoch", () =>
        {
            Checkpoint.Write(path, network, spec, progress.BestEpoch, progress.BestScore, phase.Cache.Statistics, rules);
            var blob = context.Reporter.AddBlob(File.ReadAllBytes(path));
            context.Reporter.Report(new CheckpointSaved(progress.BestEpoch, blob, IsBest: true));
        });
    }
}
