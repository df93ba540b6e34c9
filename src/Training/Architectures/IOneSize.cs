namespace Studio.Training.Architectures;

/// <summary>A network that may belong to the input size of its recipe, so that its model accepts no other.</summary>
interface IOneSize
{
    bool BelongsToOneSize { get; }
}
