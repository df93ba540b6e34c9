namespace Studio.Training.Architectures;

/// <summary>A network that starts from how often each class occurs; called once before training from fresh weights.</summary>
interface IInitialisedByFrequency
{
    /// <param name="shares">Share of the training pixels of each class, background first; adding up to 1.</param>
    void InitialiseByFrequency(IReadOnlyList<double> shares);
}
