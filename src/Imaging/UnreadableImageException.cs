namespace Studio.Imaging;

/// <summary>Ends the reading of a damaged or unsupported file deep inside a parser.</summary>
/// <remarks>
/// It never leaves this project: the entry points (<see cref="ImageDecoder"/>, <see cref="Masks.MaskReader"/>)
/// turn it into a rejection. The message is what the user reads.
/// </remarks>
internal sealed class UnreadableImageException(string reason) : Exception(reason);
