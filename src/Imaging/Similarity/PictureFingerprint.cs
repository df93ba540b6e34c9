namespace Studio.Imaging.Similarity;

/// <summary>
/// What is kept of a picture to find others like it, also mirrored, turned by some degrees, of another size, shown through
/// another window or packed with losses.
/// </summary>
/// <param name="Plain">Of the picture itself.</param>
/// <param name="TurnedLeft">Of the picture turned by <see cref="Turn"/> degrees against the clock.</param>
/// <param name="TurnedRight">The same with the clock.</param>
/// <param name="Transposed">Of the picture with rows and columns exchanged.</param>
/// <param name="Ranks">The picture's ranks as a square of <see cref="PictureHash.Side"/> pixels, in steps of <see cref="RankStep"/>.</param>
public sealed record PictureFingerprint(PictureHash Plain, PictureHash TurnedLeft, PictureHash TurnedRight, PictureHash Transposed, sbyte[] Ranks)
{
    /// <summary>Degrees. Copies turned by up to about twice as much still have a hash close to one of the three.</summary>
    public const double Turn = 3;

    /// <summary>Even ranks of standard deviation 1 reach from -√3 to √3.</summary>
    public const float RankStep = 1 / 73f;

    /// <summary>Changes whenever the same picture gets another fingerprint than before.</summary>
    public const int Version = 1;

    /// <summary>A picture of one value looks like every other of that kind; nothing is said about it.</summary>
    public bool IsFlat => Array.TrueForAll(Ranks, rank => rank == 0);

    public static PictureFingerprint Of(GreyPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        GreyPicture square = picture.ToSquare(PictureHash.Side);
        GreyPicture ranks = square.ToRanks();
        return new PictureFingerprint(
            PictureHash.Of(ranks),
            PictureHash.Of(Placement.Turned(Turn).Apply(square).ToRanks()),
            PictureHash.Of(Placement.Turned(-Turn).Apply(square).ToRanks()),
            PictureHash.Of(ranks.Turned(Orientation.Transposed)),
            Array.ConvertAll(ranks.Values, rank => (sbyte)Math.Clamp(MathF.Round(rank / RankStep), -127, 127)));
    }
}
