using Studio.Contracts.Import;
using Studio.Imaging;

namespace Studio.Storage;

/// <summary>Planes as they travel and are stored, and as geometry computes with them.</summary>
public static class StoredPlane
{
    public static FramePlane Of(DecodedPlane plane) =>
        new(VectorOf(plane.Position), VectorOf(plane.RowDirection), VectorOf(plane.ColumnDirection));

    internal static FramePlane? Read(string? json) => json is null ? null : Of(StoredJson.Read<DecodedPlane>(json));

    static PatientVector VectorOf(IReadOnlyList<double> numbers) => new(numbers[0], numbers[1], numbers[2]);
}
