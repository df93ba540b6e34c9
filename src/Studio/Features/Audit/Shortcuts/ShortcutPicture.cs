using Studio.Contracts.Jobs;
using Studio.Imaging.Quality;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>What is known of a picture without looking at what it shows.</summary>
public sealed record ShortcutPicture(SampleSpec Sample, PictureMeasures Measures, Acquisition Acquisition);

/// <summary>
/// What the test counts once: a picture, or a series, in which a class is there when one slice shows it, since where in the
/// body a slice lies says much of what it shows and is no shortcut.
/// </summary>
/// <param name="Pictures">At least one; the slices of one series.</param>
/// <param name="Patient">Number of the patient among those of the data.</param>
public sealed record ShortcutUnit(IReadOnlyList<ShortcutPicture> Pictures, int Patient)
{
    /// <summary>In the order of the pictures' first slices.</summary>
    public static IReadOnlyList<ShortcutUnit> Of(IEnumerable<ShortcutPicture> pictures)
    {
        var patients = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. pictures.GroupBy(picture => picture.Acquisition.SeriesId is { } series ? (true, series) : (false, picture.Sample.ImageId))
                .Select(unit => new ShortcutUnit([.. unit], NumberOf(unit.First().Sample.PatientKey))),
        ];

        int NumberOf(string key)
        {
            patients.TryAdd(key, patients.Count);
            return patients[key];
        }
    }
}
