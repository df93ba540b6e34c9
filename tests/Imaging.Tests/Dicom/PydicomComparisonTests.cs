using System.Text.Json;

namespace Studio.Imaging.Tests.Dicom;

/// <summary>Holds the reader against pydicom on the files that pydicom's own tests use.</summary>
public sealed class PydicomComparisonTests
{
    /// <summary>Uncompressed and RLE files with 1, 8 or 16 bits that this pydicom can read.</summary>
    private const int ExpectedReferences = 42;

    /// <summary>Files that this project reads without a codec library, these references among them.</summary>
    private const int ExpectedReads = 55;

    private sealed record Reference(string Name, int[] Shape, string Type);

    [Fact]
    public void Decode_UncompressedAndRle_EqualsPydicom()
    {
        string folder = TestPaths.SharedData("pydicom_data");
        string output = Directory.CreateTempSubdirectory("pydicom-").FullName;
        try
        {
            List<Reference> references = RunPydicom(folder, output);
            Assert.True(references.Count >= ExpectedReferences, $"pydicom read only {references.Count} files.");
            List<string> differences = [];
            foreach (Reference reference in references)
            {
                byte[] expected = File.ReadAllBytes(Path.Combine(output, reference.Name + ".raw"));
                if (Difference(Path.Combine(folder, reference.Name), expected) is { } difference)
                {
                    differences.Add($"{reference.Name}: {difference}");
                }
            }

            Assert.Empty(differences);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [Fact]
    public void Decode_EveryFile_IsReadOrRejectedInWords()
    {
        string[] files = Directory.GetFiles(TestPaths.SharedData("pydicom_data"), "*.dcm");
        int read = 0;
        foreach (string path in files)
        {
            DecodeOutcome outcome = TestImages.Decoder.Decode(File.ReadAllBytes(path), Path.GetFileName(path));
            if (outcome is DecodeOutcome.Rejected rejected)
            {
                Assert.Matches(@"^[A-Z].*\.$", rejected.Reason);
                TestContext.Current.SendDiagnosticMessage($"{Path.GetFileName(path)}: {rejected.Reason}");
            }
            else
            {
                read++;
            }
        }

        Assert.True(read >= ExpectedReads, $"Only {read} of {files.Length} files were read.");
    }

    [Theory]
    [InlineData("liver.dcm", "liver_rle.dcm")]
    [InlineData("liver.dcm", "liver_expb.dcm")]
    [InlineData("liver_nonbyte_aligned.dcm", "liver_nonbyte_aligned_rle.dcm")]
    [InlineData("OBXXXX1A.dcm", "OBXXXX1A_expb.dcm")]
    [InlineData("OBXXXX1A_2frame.dcm", "OBXXXX1A_expb_2frame.dcm")]
    [InlineData("gdcm-US-ALOKA-16.dcm", "gdcm-US-ALOKA-16_big.dcm")]
    public void Decode_SamePicture_AgreesAcrossEncodings(string plain, string other)
    {
        string folder = TestPaths.SharedData("pydicom_data");

        DecodedFile first = TestImages.Decode(File.ReadAllBytes(Path.Combine(folder, plain)));
        DecodedFile second = TestImages.Decode(File.ReadAllBytes(Path.Combine(folder, other)));

        Assert.Equal(first.Frames.Count, second.Frames.Count);
        for (int i = 0; i < first.Frames.Count; i++)
        {
            Assert.True(first.Frames[i].Samples.AsSpan().SequenceEqual(second.Frames[i].Samples), $"Frame {i} differs.");
        }
    }

    private static string? Difference(string path, byte[] expected)
    {
        DecodeOutcome outcome = TestImages.Decoder.Decode(File.ReadAllBytes(path), Path.GetFileName(path));
        if (outcome is DecodeOutcome.Rejected rejected)
        {
            return rejected.Reason;
        }

        using var joined = new MemoryStream();
        DecodedFile file = ((DecodeOutcome.Decoded)outcome).File;
        foreach (RasterImage frame in (file.Facts.Palette is null ? file : WorkingForm.Of(file)).Frames)
        {
            joined.Write(frame.Samples);
        }

        byte[] actual = joined.ToArray();
        if (actual.Length != expected.Length)
        {
            return $"{actual.Length} bytes, pydicom has {expected.Length}";
        }

        // Colour conversion and segmented palettes may round differently by one.
        bool isInterpolated = path.Contains("ybr", StringComparison.Ordinal) || path.Contains("ALOKA", StringComparison.Ordinal);
        int tolerance = isInterpolated ? 1 : 0;
        int wrong = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            wrong += Math.Abs(actual[i] - expected[i]) > tolerance ? 1 : 0;
        }

        return wrong == 0 ? null : $"{wrong} of {actual.Length} bytes differ";
    }

    private static List<Reference> RunPydicom(string folder, string output)
    {
        string[] lines = PythonPeer.Run(Path.Combine("Dicom", "pydicom_reference.py"), folder, output);
        return [.. lines.Select(line => JsonSerializer.Deserialize<Reference>(line, JsonSerializerOptions.Web)!)];
    }
}
