using Studio.Contracts.Projects;

namespace Studio.Features.Audit;

/// <summary>
/// What one and the same mask for every image reaches: where at least a share of the training masks hold the class, with the
/// share that fits them best. On labelmaps of 64×64, so a little coarser than what a run says beside its scores.
/// </summary>
static class FixedMasks
{
    const int MostTrainingImages = 200;

    static readonly double[] Shares = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5];

    /// <returns>
    /// IoU of one class, the mean over the images in which the class or the mask occurs; of validation and test images, or of
    /// the training images where there are no others. Null without a training image that shows the class.
    /// </returns>
    public static double? IouOf(int classIndex, IReadOnlyList<LabelFacts> facts)
    {
        var training = facts.Where(fact => fact.Sample.Split == Split.Training).Take(MostTrainingImages).Select(fact => fact.Small).ToList();
        var judged = facts.Where(fact => fact.Sample.Split is Split.Validation or Split.Test).Select(fact => fact.Small).ToList();
        var frequency = new int[LabelFacts.SmallSide * LabelFacts.SmallSide];
        foreach (var labels in training)
        {
            for (var pixel = 0; pixel < labels.Length; pixel++)
                frequency[pixel] += labels[pixel] == classIndex ? 1 : 0;
        }

        if (frequency.Max() == 0)
            return null;
        var mask = Shares.Select(share => Array.ConvertAll(frequency, count => count >= share * training.Count)).MaxBy(mask => MeanIou(mask, classIndex, training))!;
        return MeanIou(mask, classIndex, judged.Count > 0 ? judged : training);
    }

    static double MeanIou(bool[] mask, int classIndex, List<byte[]> images)
    {
        var (sum, counted) = (0.0, 0);
        foreach (var labels in images)
        {
            var (both, either) = (0, 0);
            for (var pixel = 0; pixel < mask.Length; pixel++)
            {
                var isClass = labels[pixel] == classIndex;
                both += isClass && mask[pixel] ? 1 : 0;
                either += isClass || mask[pixel] ? 1 : 0;
            }

            sum += either == 0 ? 0 : (double)both / either;
            counted += either == 0 ? 0 : 1;
        }

        return counted == 0 ? 0 : sum / counted;
    }
}
