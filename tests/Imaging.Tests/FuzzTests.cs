using System.Diagnostics;
using Studio.Imaging.Dicom;
using Studio.Imaging.Formats;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Masks;
using Studio.Imaging.Tests.Dicom;
using Studio.Imaging.Tests.Formats;

namespace Studio.Imaging.Tests;

/// <summary>Damaged files must end in a rejection or a picture, soon, and never in an exception.</summary>
public sealed class FuzzTests
{
    private const int Mutants = 300;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Seeds =>
        ["png", "png-indexed", "tiff", "tiff-lzw", "tiff-float", "pgm", "ppm-text", "dicom", "dicom-implicit", "dicom-deflated", "jpeg", "nifti", "nifti-2", "nifti-gz", "nrrd", "nrrd-gz", "nrrd-text", "npz"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decode_Mutants_AreReadOrRejected(string seed)
    {
        byte[] original = Seed(seed);
        var limits = new DecodeLimits { MaxTotalBytes = 64 << 20, FreeExpansionBytes = 8 << 20 };
        var decoder = new ImageDecoder(ImageFormatCatalog.Create(), limits);
        var masks = new MaskReader(decoder, limits);
        var random = new Random(7);
        int rejected = 0;
        for (int round = 0; round < Mutants; round++)
        {
            byte[] mutant = Mutate(original, random);
            long started = Stopwatch.GetTimestamp();
            DecodeOutcome outcome = decoder.Decode(mutant, "mutant");
            masks.Read(mutant, "mutant");
            Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, $"Mutant {round} of {seed} took too long.");
            if (outcome is DecodeOutcome.Rejected { Reason: var reason })
            {
                Assert.NotEmpty(reason);
                rejected++;
            }
        }

        Assert.InRange(rejected, 1, Mutants);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decode_EveryPrefix_IsReadOrRejected(string seed)
    {
        byte[] original = Seed(seed);
        int step = Math.Max(1, original.Length / 200);
        for (int length = 0; length < original.Length; length += step)
        {
            TestImages.Decoder.Decode(original.AsMemory(0, length), "prefix");
        }
    }

    private static byte[] Seed(string name) => name switch
    {
        "png" => PngWriter.Write(TestImages.Noise(new RasterLayout(9, 11, 1, 2, 16), 1)),
        "png-indexed" => PngWriter.WriteIndexed([0, 1, 2, 1], 2, 2, [0, 0, 0, 255, 0, 0, 0, 0, 255]),
        "tiff" => new TiffBuilder().Page(TiffBuilder.Grey(4, 4), [[.. Enumerable.Range(0, 16).Select(i => (byte)i)]]).Build(),
        "tiff-lzw" => TiffSamples.LzwColour,
        "tiff-float" => FloatTiff(),
        "pgm" => [.. "P5 4 4 255\n"u8, .. new byte[16]],
        "ppm-text" => [.. "P3 2 1 255 255 0 0 0 9 0"u8],
        "dicom" => DicomWriter.Write(DicomBuilder.SignedGradient(6, 6), DicomBuilder.Description),
        "dicom-implicit" => DicomBuilder.Implicit(2, 2, 12, new byte[8]),
        "dicom-deflated" => DicomBuilder.Deflate(DicomWriter.Write(DicomBuilder.SignedGradient(6, 6), DicomBuilder.Description)),
        "nifti" => Volume().Build(new byte[24]),
        "nifti-2" => NiftiBuilder.Create(1024, [3, 2, 2, 2], version: 2, isBigEndian: true).Build(new byte[192]),
        "nifti-gz" => Volume().BuildPacked(new byte[24]),
        "nrrd" => [.. NrrdHeader("raw"), .. new byte[24]],
        "nrrd-gz" => [.. NrrdHeader("gzip"), .. NiftiBuilder.Gzip(new byte[24])],
        "nrrd-text" => [.. NrrdHeader("ascii"), .. "1 2 3 4 -5 6 7 8 9 10 11 12"u8],
        "npz" => NpzBuilder.Build(
            System.IO.Compression.CompressionLevel.Fastest,
            ("train_images", NpzBuilder.Array("|u1", "2, 2, 3", new byte[12])),
            ("train_labels", NpzBuilder.Array("<i2", "2, 1", [1, 0, 0, 0]))),
        _ => JpegSamples.TurnedGrey,
    };

    private static byte[] FloatTiff()
    {
        Dictionary<int, uint[]> fields = TiffBuilder.Grey(3, 2, bits: 32);
        fields[317] = [3];
        fields[339] = [3];
        return new TiffBuilder().Page(fields, [new byte[24]]).Build();
    }

    private static NiftiBuilder Volume() => NiftiBuilder.Create(4, [3, 2, 2]).Sform(0, 1, 0, 3, -1, 0, 0, 2, 0, 0, 2, 1).Rescale(2, 1);

    private static byte[] NrrdHeader(string encoding) => System.Text.Encoding.ASCII.GetBytes(
        $"NRRD0004\ntype: short\ndimension: 3\nsizes: 3 2 2\nspace: RAS\nspace directions: (0,1,0) (1,0,0) (0,0,1)\nspace origin: (0,0,0)\nendian: big\nencoding: {encoding}\n\n");

    /// <summary>Changes up to four bytes, or cuts, doubles or inserts a piece.</summary>
    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] mutant = [.. original];
        int at = random.Next(mutant.Length);
        int length = random.Next(1, 9);
        switch (random.Next(6))
        {
            case 0:
                return mutant[..at];
            case 1:
                return [.. mutant[..at], .. mutant[Math.Min(mutant.Length, at + length)..]];
            case 2:
                return [.. mutant[..at], .. mutant[at..Math.Min(mutant.Length, at + length)], .. mutant[at..]];
            default:
                for (int i = 0; i < random.Next(1, 5); i++)
                {
                    mutant[random.Next(mutant.Length)] = random.Next(3) switch
                    {
                        0 => (byte)random.Next(256),
                        1 => 0xFF,
                        _ => 0,
                    };
                }

                return mutant;
        }
    }
}
