using Studio.Contracts.Recipes;

namespace Studio.Training.Schedules;

/// <summary>Where training stands when a learning rate is asked for.</summary>
/// <param name="Step">Optimiser steps done so far, from 0.</param>
/// <param name="Monitored">
/// What decides which epoch is best, for every finished epoch in order; higher is better, so a loss is given as its negative.
/// </param>
readonly record struct SchedulePosition(long Step, int StepsPerEpoch, int Epochs, IReadOnlyList<double> Monitored)
{
    /// <summary>Progress in epochs, fractional inside an epoch.</summary>
    public double Epoch => (double)Step / StepsPerEpoch;
}

/// <summary>A pure function: share of the base learning rate, 0–1, without warm-up.</summary>
delegate double Schedule(ScheduleRecipe recipe, SchedulePosition position);

/// <summary>Learning-rate schedules by name. A new one is a function and a line here.</summary>
static class ScheduleCatalog
{
    const string OneCycleName = "one-cycle";

    /// <summary>one-cycle: share of training in which the rate rises, and where it begins.</summary>
    const double RisingShare = 0.3;
    const double FirstShare = 1.0 / 25;

    public static IReadOnlyDictionary<string, Schedule> All { get; } = new Dictionary<string, Schedule>
    {
        ["constant"] = (_, _) => 1,
        ["step"] = Step,
        ["exponential"] = Exponential,
        ["poly"] = Poly,
        ["cosine"] = Cosine,
        [OneCycleName] = OneCycle,
        ["plateau"] = Plateau,
    };

    /// <summary>Learning rate of a step: base rate × linear warm-up × schedule.</summary>
    public static double LearningRate(Recipe recipe, SchedulePosition position) =>
        recipe.Optimizer.LearningRate
        * Warmup(recipe.Schedule, position)
        * All[recipe.Schedule.Name](recipe.Schedule, position);

    /// <summary>
    /// Rises linearly and reaches 1 at the last step of the warm-up; the first step is above 0. one-cycle rises by itself
    /// and has no other warm-up.
    /// </summary>
    static double Warmup(ScheduleRecipe recipe, SchedulePosition position)
    {
        var steps = recipe.WarmupSteps > 0 ? recipe.WarmupSteps : recipe.WarmupEpochs * position.StepsPerEpoch;
        return steps <= 0 || recipe.Name == OneCycleName ? 1 : Math.Min(1, (position.Step + 1) / steps);
    }

    /// <summary>Share of the epochs after the warm-up that is done, 0–1.</summary>
    static double Progress(ScheduleRecipe recipe, SchedulePosition position)
    {
        var warmup = recipe.WarmupSteps > 0 ? (double)recipe.WarmupSteps / position.StepsPerEpoch : recipe.WarmupEpochs;
        var length = position.Epochs - warmup;
        return length <= 0 ? 1 : Math.Clamp((position.Epoch - warmup) / length, 0, 1);
    }

    /// <summary>Multiplies by the factor at once after each number of epochs, counted from the start of training.</summary>
    static double Step(ScheduleRecipe recipe, SchedulePosition position)
    {
        const double rounding = 1e-9; // 0.3 epochs are three times 0.1
        return Math.Pow(recipe.Factor, Math.Floor((position.Epoch / recipe.EveryEpochs) + rounding));
    }

    /// <summary>Multiplies by the factor over each number of epochs, a little at each step.</summary>
    static double Exponential(ScheduleRecipe recipe, SchedulePosition position) =>
        Math.Pow(recipe.Factor, position.Epoch / recipe.EveryEpochs);

    /// <summary>
    /// From 1 to the minimum by a power of the share of training that is left after the warm-up
    /// (Chen et al., "DeepLab", TPAMI 2018, section 4.3.1, where the minimum is 0).
    /// </summary>
    static double Poly(ScheduleRecipe recipe, SchedulePosition position) =>
        Between(recipe.MinimumShare, 1, Math.Pow(1 - Progress(recipe, position), recipe.Power));

    /// <summary>
    /// Half a cosine from 1 to the minimum over the epochs after the warm-up
    /// (Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5, without restarts).
    /// </summary>
    static double Cosine(ScheduleRecipe recipe, SchedulePosition position) =>
        Between(recipe.MinimumShare, 1, HalfCosine(Progress(recipe, position)));

    /// <summary>
    /// Half a cosine from 1/25 (or the minimum, where that is more) up to 1 in the first 30 % of the steps, then half a
    /// cosine down to the minimum at the end (Smith and Topin, "Super-convergence", 2018; the cosine instead of straight
    /// lines and the two numbers are those in common use since).
    /// </summary>
    static double OneCycle(ScheduleRecipe recipe, SchedulePosition position)
    {
        var done = Math.Clamp(position.Epoch / position.Epochs, 0, 1);
        return done < RisingShare
            ? Between(1, Math.Max(FirstShare, recipe.MinimumShare), HalfCosine(done / RisingShare))
            : Between(recipe.MinimumShare, 1, HalfCosine((done - RisingShare) / (1 - RisingShare)));
    }

    /// <summary>Multiplies by the factor whenever the monitored value has not risen for the patience, down to the minimum.</summary>
    static double Plateau(ScheduleRecipe recipe, SchedulePosition position)
    {
        var share = 1.0;
        var best = double.NegativeInfinity;
        var waited = 0;
        foreach (var value in position.Monitored)
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

    /// <summary>1 at 0, 0 at 1.</summary>
    static double HalfCosine(double progress) => 0.5 * (1 + Math.Cos(Math.PI * progress));

    /// <summary>The lower end at a share of 0, the upper one at 1.</summary>
    static double Between(double lower, double upper, double share) => lower + ((upper - lower) * share);
}
