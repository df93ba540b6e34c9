namespace Studio.Contracts.Recipes;

/// <summary>Keys of loss, optimiser and schedule that contradict each other, or that say something without effect.</summary>
public static partial class RecipeRules
{
    static readonly string[] LossesWithPositiveWeight = ["weighted-sigmoid", "binary-cross-entropy"];
    static readonly string[] OptimizersWithMomentum = ["sgd", "rmsprop"];

    static IEnumerable<Broken> CheckOptimization(Recipe recipe) =>
    [
        .. CheckPositiveWeight(recipe.Loss), .. CheckLoss(recipe), .. CheckOptimizer(recipe.Optimizer), .. CheckPatterns(recipe),
        .. CheckSchedule(recipe.Schedule),
    ];

    static IEnumerable<Broken> CheckPositiveWeight(LossRecipe loss)
    {
        if (LossesWithPositiveWeight.Contains(loss.Name))
        {
            if (loss.PositiveWeightEnd != 1 && loss.PositiveWeightEnd != loss.PositiveWeight && loss.PositiveWeightEpochs == 0)
            {
                yield return new Broken(
                    "loss.positiveWeightEpochs",
                    $"The weight is to become {Number(loss.PositiveWeightEnd)}, but not after how many epochs.",
                    "a whole number above 0");
            }

            yield break;
        }

        (string Key, bool IsSet, string Allowed)[] keys =
        [
            ("loss.positiveWeight", loss.PositiveWeight != 1, "1"),
            ("loss.positiveWeightEnd", loss.PositiveWeightEnd != 1, "1"),
            ("loss.positiveWeightEpochs", loss.PositiveWeightEpochs != 0, "0"),
        ];
        foreach (var (key, _, allowed) in keys.Where(key => key.IsSet))
        {
            yield return new Broken(
                key,
                $"{loss.Name} has no weight for positives; {string.Join(" and ", LossesWithPositiveWeight)} have.",
                allowed);
        }
    }

    static IEnumerable<Broken> CheckLoss(Recipe recipe)
    {
        var loss = recipe.Loss;
        if (loss.Name == "tversky" && loss.TverskyAlpha + loss.TverskyBeta <= 0)
        {
            yield return new Broken("loss.tverskyBeta", "With both weights 0, a wrong pixel costs nothing.", "a number above 0");
        }

        if (loss.ClassWeights.Count > 0 && ArchitectureFacts.Of(recipe.Architecture).Output == OutputKind.OneBox)
        {
            yield return new Broken(
                "loss.classWeights", $"{recipe.Architecture.Name} finds one box whatever its class, so no class can weigh more.", "an empty list");
        }
    }

    static IEnumerable<Broken> CheckOptimizer(OptimizerRecipe optimizer)
    {
        if (optimizer.MomentumEnd > 0 && !OptimizersWithMomentum.Contains(optimizer.Name))
        {
            yield return new Broken(
                "optimizer.momentumEnd",
                $"{optimizer.Name} has no momentum to change; {string.Join(" and ", OptimizersWithMomentum)} have.",
                "0");
        }

        if (optimizer.Name != "rmsprop" && optimizer.Smoothing != new OptimizerRecipe().Smoothing)
        {
            yield return new Broken("optimizer.smoothing", $"{optimizer.Name} does not know it; it is for rmsprop.", Number(new OptimizerRecipe().Smoothing));
        }

        if (optimizer.DecayLayers.Count > 0 && optimizer.WeightDecay == 0 && optimizer.L1 == 0)
        {
            yield return new Broken(
                "optimizer.decayLayers", "Layers are named, but neither weightDecay nor l1 is above 0 to act on them.", "an empty list");
        }

    }

    /// <summary>Names with ! take out of what stands before them.</summary>
    static IEnumerable<Broken> CheckPatterns(Recipe recipe)
    {
        (string Key, IReadOnlyList<string> Names)[] lists =
            [("optimizer.decayLayers", recipe.Optimizer.DecayLayers), ("transfer.freeze", recipe.Transfer.Freeze)];
        foreach (var (key, _) in lists.Where(list => list.Names is [['!', ..], ..]))
        {
            yield return new Broken(key, "The first name takes layers out, but none were chosen before.", "a list such as ['*', '!head.*']");
        }
    }

    static IEnumerable<Broken> CheckSchedule(ScheduleRecipe schedule)
    {
        if (schedule.Name == "one-cycle" && schedule.WarmupSteps > 0)
        {
            yield return new Broken("schedule.warmupSteps", "one-cycle rises by itself in its first 30 % and has no other warm-up.", "0");
        }
    }

    static string Number(double value) => value.ToString("0.#####", System.Globalization.CultureInfo.InvariantCulture);
}
