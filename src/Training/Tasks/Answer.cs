using Studio.Contracts.Jobs;

namespace Studio.Training.Tasks;

/// <summary>What a model says about one image, at the image's own size.</summary>
abstract record Answer;

/// <param name="Classes">[rows, columns] class indices, 0 = background.</param>
sealed record ClassMapAnswer(byte[] Classes) : Answer;

/// <param name="Probabilities">One for each class of the project, 0–1, scaled where a scaling was chosen.</param>
/// <param name="Raw">The same as the network gives them: what evaluations report, so that a scaling can be fitted again.</param>
/// <param name="Yes">Whether the class is said to be there.</param>
sealed record TagAnswer(IReadOnlyList<double> Probabilities, IReadOnlyList<double> Raw, IReadOnlyList<bool> Yes) : Answer;

/// <param name="Boxes">The most confident first.</param>
sealed record BoxAnswer(IReadOnlyList<FoundBox> Boxes) : Answer;

/// <param name="Box">In pixels of the original image; class 0 where the network knows no classes.</param>
/// <param name="Confidence">0–1; 1 where the network always answers one box.</param>
readonly record struct FoundBox(BoxSpec Box, double Confidence)
{
    public int ClassIndex => Box.ClassIndex;
}
