using Studio.Contracts.Recipes;

namespace Studio.Training.Schedules;

/// <summary>Where training stands when a learning rate is asked for.</summary>
/// <param name="Step">Optimiser steps done so far, from 0.</param>
/// <param name="ValidationScores">Validation mean IoU of every finished epoch, in order.</param>
readonly record struct SchedulePosition(long Step, int StepsPerEpoch, int Epochs, IReadOnlyList<double> ValidationScores)
{
    /// <summary>Progress in epochs, fractional inside an epoch.</summary>
    public double Epoch => (double)Step / StepsPerEpoch;
}

/// <summary>A pure function: share of the base learning rate, 0–1, without warm-up.</summary>
delegate double Schedule(ScheduleRecipe recipe, SchedulePosition position);

/// <summary>Learning-rate schedules by name. A new one is a function and a line here.</summary>
static class ScheduleCatalog
{
    public static IReadOnlyDictionary<string, Schedule> All { get; } = new Dictionary<string, Schedule>
    {
        ["constant"] = (_, _) => 1,
        ["cosine"] = Cosine,
        ["plateau"] = Plateau,
    };

    /// <summary>Learning rate of a step: base rate × linear warm-up × schedule.</summary>
    public static double LearningRate(Recipe recipe, SchedulePosition position) =>
        recipe.Optimizer.LearningRate
        * Warmup(recipe.Schedule.WarmupEpochs, position)
        * All[recipe.Schedule.Name](recipe.Schedule, position);

    /// <summary>Rises linearly and reaches 1 at the last step of the warm-up; the first step is above 0.</summary>
    static double Warmup(double epochs, SchedulePosition position)
    {
        var steps = epochs * position.StepsPerEpoch;
        return steps <= 0 ? 1 : Math.Min(1, (position.Step + 1) / steps);
    }

    /// <summary>
    /// Half a cosine from 1 to the minimum over the epochs after the warm-up
    /// (Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5, without restarts).
    /// </summary>
    static double Cosine(ScheduleRecipe recipe, SchedulePosition position)
    {
        var length = position.Epochs - recipe.WarmupEpochs;
        var progress = length <= 0 ? 1 : Math.Clamp((position.Epoch - recipe.WarmupEpochs) / length, 0, 1);
        return recipe.MinimumShare + ((1 - recipe.MinimumShare) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }

    /// <summary>Multiplies by the factor whenever the validation IoU has not risen for the patience, down to the minimum.</summary>
    static double Plateau(ScheduleRecipe recipe, SchedulePosition position)
    {
        var share = 1.0;
        var best = double.NegativeInfinity;
        var waited = 0;
        foreach (var value in position.ValidationScores)
        {
            if (value > best)
            {
                best = value;
                waited = 0;
            }
            else if (++waited >= recipe.PatienceEpochs)
            {
                share *= recipe.Factor;
                waited = 0;
            }
        }

        return Math.Max(share, recipe.MinimumShare);
    }
}
