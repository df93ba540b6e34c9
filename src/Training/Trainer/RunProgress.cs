using Studio.Training.Schedules;

namespace Studio.Training.Trainer;

/// <summary>How far a run has come, besides weights and optimiser state.</summary>
/// <param name="Phase">0-based step of the training, see <c>Recipe.Phases</c>.</param>
/// <param name="EpochsBefore">Epochs of the phases before.</param>
/// <param name="Step">Optimiser steps done in this phase.</param>
/// <param name="Scores">Validation score of each finished epoch of this phase.</param>
/// <param name="Monitored">What decides in each of these epochs, higher is better: the score, or the loss with its sign turned.</param>
/// <param name="MicroBatch">Images computed at once, smaller than the batch after memory ran out.</param>
/// <param name="Seconds">Spent on the finished epochs.</param>
/// <param name="Rollbacks">How often training went back to a good epoch because the loss was no longer a number.</param>
sealed record RunProgress(
    int Phase,
    int EpochsBefore,
    long Step,
    IReadOnlyList<double> Scores,
    IReadOnlyList<double> Monitored,
    int MicroBatch,
    double Seconds,
    int Rollbacks)
{
    public static RunProgress Start(int microBatch) => new(0, 0, 0, [], [], microBatch, 0, 0);

    /// <summary>Finished epochs of this phase.</summary>
    public int PhaseEpochs => Scores.Count;

    /// <summary>Last finished epoch of the run, 1-based; 0 before the first.</summary>
    public int Epoch => EpochsBefore + PhaseEpochs;

    /// <summary>1-based epoch within the phase with the highest monitored value, the first of equals; 0 before the first ends.</summary>
    public int BestPhaseEpoch => EarlyStopping.BestEpoch(Monitored);

    /// <summary>The same, counted over the whole run; 0 before the first ends.</summary>
    public int BestEpoch => BestPhaseEpoch == 0 ? 0 : EpochsBefore + BestPhaseEpoch;

    public double BestScore => BestPhaseEpoch == 0 ? 0 : Scores[BestPhaseEpoch - 1];

    /// <summary>Each going back halves the learning rate from there on.</summary>
    public double RateShare => Math.Pow(0.5, Rollbacks);

    public RunProgress Finish(double score, double monitored, double seconds) => this with
    {
        Scores = [.. Scores, score],
        Monitored = [.. Monitored, monitored],
        Seconds = Seconds + seconds,
    };

    public RunProgress NextPhase(int microBatch) => Start(microBatch) with { Phase = Phase + 1, EpochsBefore = Epoch, Seconds = Seconds };
}
