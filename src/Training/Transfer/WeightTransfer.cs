using Studio.Contracts.Recipes;
using Studio.Training.Jobs;
using static TorchSharp.torch;

namespace Studio.Training.Transfer;

/// <summary>Puts the weights of another network into this one, as far as names and shapes allow.</summary>
static class WeightTransfer
{
    /// <summary>Where a parameter's input channels stand: convolution [out, in, h, w], linear [out, in].</summary>
    const int InputAxis = 1;

    /// <param name="state">Parameters and batch statistics of this network by name; changed in place.</param>
    /// <param name="file">Those of the other.</param>
    /// <exception cref="JobFailureException">Nothing fits, or only the number of channels differs and the recipe allows no rule for it.</exception>
    public static TransferReport Load(
        IReadOnlyDictionary<string, Tensor> state, IReadOnlyDictionary<string, Tensor> file, TransferRecipe recipe)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var renaming = new NameMapping(recipe.Rename);
        var given = new Dictionary<string, Tensor>();
        foreach (var (name, value) in file)
        {
            given[renaming.Apply(name)] = value;
        }

        var (taken, adapted, fresh) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var (name, own) in state)
        {
            if (!given.TryGetValue(name, out var value))
            {
                fresh.Add($"{name} (not in the file)");
            }
            else if (own.shape.AsSpan().SequenceEqual(value.shape))
            {
                own.copy_(value);
                taken.Add(name);
            }
            else if (DiffersInChannelsOnly(own.shape, value.shape))
            {
                own.copy_(Adapt(name, value, own.shape[InputAxis], recipe.Channels));
                adapted.Add($"{name} ({value.shape[InputAxis]} → {own.shape[InputAxis]} channels, {recipe.Channels})");
            }
            else
            {
                fresh.Add($"{name} ([{string.Join(", ", value.shape)}] there, [{string.Join(", ", own.shape)}] here)");
            }
        }

        if (taken.Count + adapted.Count == 0)
        {
            throw new JobFailureException(
                "The weights to start from fit nowhere. The file holds, for example, "
                + $"{string.Join(", ", given.Keys.Take(4))}; this network has {string.Join(", ", state.Keys.Take(4))}. "
                + "Choose the same architecture, or say in transfer.rename what the names mean here.");
        }

        return new TransferReport(taken, adapted, fresh, [.. given.Keys.Where(name => !state.ContainsKey(name)).Order(StringComparer.Ordinal)]);
    }

    static bool DiffersInChannelsOnly(long[] own, long[] given)
    {
        if (own.Length != given.Length || own.Length < 2)
        {
            return false;
        }

        for (var axis = 0; axis < own.Length; axis++)
        {
            if (axis != InputAxis && own[axis] != given[axis])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Other input channels: the first ones (missing ones are 0), their mean, or repeated in turn; the last two are scaled
    /// so that the sum over the channels stays, and with it the size of what the next layer sees.
    /// </summary>
    static Tensor Adapt(string name, Tensor value, long channels, string rule)
    {
        var given = value.shape[InputAxis];
        switch (rule)
        {
            case "first":
                var kept = value.narrow(InputAxis, 0, Math.Min(given, channels));
                if (channels <= given)
                {
                    return kept;
                }

                var missing = (long[])value.shape.Clone();
                missing[InputAxis] = channels - given;
                return cat([kept, zeros(missing, device: value.device)], InputAxis);
            case "mean":
                return value.mean([InputAxis], keepdim: true) * ((double)given / channels);
            case "repeat":
                var turns = Enumerable.Range(0, (int)channels).Select(channel => value.narrow(InputAxis, channel % given, 1));
                return cat([.. turns], InputAxis) * ((double)given / channels);
            default:
                throw new JobFailureException(
                    $"The weights to start from expect {given} channels in {name}, this recipe has {channels}. "
                    + "Say in transfer.channels what to do: first, mean or repeat.");
        }
    }
}
