using Studio.Features.Import.Masks;
using Studio.Imaging;
using Studio.Storage;

namespace Studio.Tests.Import;

public sealed class MaskTargetsTests
{
    [Fact]
    public void Match_VolumeBesideASeries_MayLieOnItsSlices()
    {
        ImageRecord[] slices = [Slice(1, "a/03.dcm", "1.2", 9), Slice(2, "a/01.dcm", "1.2", 3), Slice(3, "b/01.dcm", "1.3", 3)];

        var targets = MaskTargets.Match(
            ["liver_seg.nrrd"],
            slices.ToDictionary(slice => slice.SourcePath, slice => slice.Id),
            slices);

        var series = Assert.Single(targets.ByMask["liver_seg.nrrd"]);
        Assert.Equal([2L, 1L], series.Frames.Select(frame => frame.Id));
        Assert.True(series.Grid.IsPlaced);
        Assert.Equal(3, targets.ImagesWithoutMask([]).Count);
        Assert.Equal(["b/01.dcm"], targets.ImagesWithoutMask([new StagedMask("", 0, 4, 4, false, [new(1, ""), new(2, "")], new Dictionary<int, long>())]));
    }

    [Fact]
    public void Match_SlicesThatDoNotSayWhereTheyLie_AreNoSeries()
    {
        ImageRecord[] slices = [Slice(1, "03.dcm", "1.2"), Slice(2, "01.dcm", "1.2")];

        var targets = MaskTargets.Match(["liver_seg.nrrd"], slices.ToDictionary(slice => slice.SourcePath, slice => slice.Id), slices);

        Assert.Equal(["liver_seg.nrrd"], targets.Unmatched);
    }

    static ImageRecord Slice(long id, string path, string series, double? height = null) => new()
    {
        Id = id,
        Name = Path.GetFileNameWithoutExtension(path),
        SourcePath = path,
        ContentSha256 = $"content {id}",
        Format = "DICOM",
        Plane = height is { } mm ? new FramePlane(new PatientVector(0, 0, mm), new PatientVector(1, 0, 0), new PatientVector(0, 1, 0)) : null,
        SeriesUid = series,
        Rows = 4,
        Columns = 4,
        Photometric = "MONOCHROME2",
        PixelSha256 = "",
        ThumbnailSha256 = "",
    };
}
