using System.Globalization;
using Studio.Contracts.Jobs;

namespace Studio.Features.Audit;

/// <summary>A box that is hardly meant as it is.</summary>
/// <param name="Why">Ends a sentence that begins with the box, e.g. "is 1 pixel wide".</param>
/// <param name="Degree">The worse, the higher.</param>
sealed record BoxFault(SampleSpec Sample, BoxSpec Box, string Why, double Degree)
{
    public AuditMark Mark => new(Box.X, Box.Y, Box.Width, Box.Height);

    /// <summary>"WBC at (257, 430), 31×27".</summary>
    public static string Describe(BoxSpec box, string className) => string.Create(
        CultureInfo.InvariantCulture, $"{className} at ({box.X:0}, {box.Y:0}), {box.Width:0.#}×{box.Height:0.#}");
}
