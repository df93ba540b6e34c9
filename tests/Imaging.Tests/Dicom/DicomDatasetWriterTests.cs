using System.Diagnostics;
using Studio.Imaging.Dicom;
using static Studio.Imaging.Tests.Dicom.DatasetBuilder;

namespace Studio.Imaging.Tests.Dicom;

public sealed class DicomDatasetWriterTests
{
    private const string Dcmdump = "/usr/bin/dcmdump";

    [Fact]
    public void Write_Nested_IsReadBackTheSame()
    {
        DicomDataset dataset = Patient().With(
            Sequence(0x00089215, Of(Chars(0x00080104, DicomVr.LO, "odd")), Of()),
            Sequence(0x00081140),
            Bytes(0x00280106, DicomVr.SS, 0xFE, 0xFF),
            Bytes(0x00091010, DicomVr.UN, 1, 2, 3));

        DicomDataset read = Read(DicomDatasetWriter.Write(dataset, TransferSyntax.ExplicitLittleEndian));

        Assert.Empty(Differences(dataset, read, ""));
        Assert.Equal("odd", read.Find(Tag(0x00089215))!.Items![0].Text(DicomTag.CodeMeaning));
    }

    [Fact]
    public void Write_ValueTooLongForItsVr_IsUn()
    {
        DicomDataset read = Read(DicomDatasetWriter.Write(Patient().With(Bytes(0x00283006, DicomVr.US, new byte[70_000])), TransferSyntax.ExplicitLittleEndian));

        Assert.Equal(70_000, read.Find(Tag(0x00283006))!.Value.Length);
    }

    [Fact]
    public void Write_BigEndianNumbers_AreTurned()
    {
        var signed = new DicomElement(Tag(0x00280106), DicomVr.SS, IsBigEndian: true) { Value = new byte[] { 0xFF, 0xFE } };
        var tag = new DicomElement(Tag(0x00280009), DicomVr.AT, IsBigEndian: true) { Value = new byte[] { 0x00, 0x18, 0x10, 0x63 } };

        DicomDataset read = Read(DicomDatasetWriter.Write(Patient().With(signed, tag), TransferSyntax.ExplicitLittleEndian));

        Assert.Equal(-2, read.Integer(Tag(0x00280106)));
        Assert.Equal([0x18, 0x00, 0x63, 0x10], read.Find(Tag(0x00280009))!.Value.ToArray());
    }

    [Fact]
    public void Write_SignLeftOpen_FollowsThePixels()
    {
        var open = new DicomElement(Tag(0x00280106), DicomVr.US, IsBigEndian: false) { Value = new byte[] { 0xFE, 0xFF }, IsVrAssumed = true };

        DicomDataset read = Read(DicomDatasetWriter.Write(Of(open, Bytes(0x00280103, DicomVr.US, 1, 0)), TransferSyntax.ExplicitLittleEndian));

        Assert.Equal(-2, read.Integer(Tag(0x00280106)));
    }

    [Fact]
    public void Write_RealFiles_AreReadBackTheSameWithTheSamePixels()
    {
        int written = 0;
        foreach (string path in Directory.GetFiles(TestPaths.SharedData("pydicom_data"), "*.dcm"))
        {
            byte[] file = File.ReadAllBytes(path);
            if (TryOpen(file) is not { } original)
            {
                continue;
            }

            byte[] copy = DicomDatasetWriter.Write(original.Dataset, original.Syntax);
            Assert.Empty(Differences(original.Dataset, Read(copy), Path.GetFileName(path)));
            if (TestImages.Decoder.Decode(file, "original") is DecodeOutcome.Decoded before)
            {
                var after = Assert.IsType<DecodeOutcome.Decoded>(TestImages.Decoder.Decode(copy, "copy"));
                Assert.Equal(before.File.Frames.Count, after.File.Frames.Count);
                Assert.All(before.File.Frames.Zip(after.File.Frames), pair => Assert.True(pair.First.Samples.AsSpan().SequenceEqual(pair.Second.Samples), path));
            }

            written++;
        }

        Assert.True(written >= 70, $"Only {written} files were written.");
    }

    [Fact]
    public async Task Write_RealFiles_AreOpenedByDcmtk()
    {
        string folder = TestPaths.SharedData("pydicom_data");
        Assert.SkipUnless(File.Exists(Dcmdump), $"{Dcmdump} is not here; it comes with the package dcmtk.");
        string output = Directory.CreateTempSubdirectory("written-").FullName;
        try
        {
            foreach (string path in Directory.GetFiles(folder, "*.dcm"))
            {
                if (TryOpen(File.ReadAllBytes(path)) is { } original)
                {
                    File.WriteAllBytes(Path.Combine(output, Path.GetFileName(path)), DicomDatasetWriter.Write(original.Dataset, original.Syntax));
                }
            }

            var start = new ProcessStartInfo(Dcmdump, ["--quiet", "+E", .. Directory.GetFiles(output)]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await errors);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static DicomDataset Read(byte[] file) => DicomFile.Open(file, DecodeLimits.Default).Dataset;

    private static DicomFile? TryOpen(byte[] file)
    {
        try
        {
            return DicomFile.Open(file, DecodeLimits.Default);
        }
        catch (UnreadableImageException)
        {
            return null;
        }
    }

    /// <summary>Elements that are missing, new or of another value; padding and byte order may differ.</summary>
    private static IEnumerable<string> Differences(DicomDataset before, DicomDataset after, string path)
    {
        foreach (DicomElement element in before.Elements.Where(element => element.Tag.Element != 0))
        {
            string name = $"{path}/{element.Tag}";
            if (after.Find(element.Tag) is not { } copy)
            {
                yield return name + " is missing";
            }
            else if (element.Items is { } items)
            {
                for (int i = 0; i < items.Count; i++)
                {
                    foreach (string difference in Differences(items[i], copy.Items![i], name))
                    {
                        yield return difference;
                    }
                }
            }
            else if (!IsSame(before, element, after, copy))
            {
                yield return $"{name} {element.Vr} → {copy.Vr} differs";
            }
        }
    }

    private static bool IsSame(DicomDataset before, DicomElement element, DicomDataset after, DicomElement copy)
    {
        if (element.Fragments is { } fragments)
        {
            return fragments.Select(part => part.ToArray()).Zip(copy.Fragments!.Select(part => part.ToArray()))
                .All(pair => pair.Second.AsSpan(0, pair.First.Length).SequenceEqual(pair.First));
        }

        if (element.Vr.IsText())
        {
            return before.Texts(element).SequenceEqual(after.Texts(copy));
        }

        byte[] expected = DicomDatasetWriter.LittleEndian(element, copy.Vr, before);
        return copy.Value.Span[..expected.Length].SequenceEqual(expected) && copy.Value.Length - expected.Length <= 1;
    }
}
