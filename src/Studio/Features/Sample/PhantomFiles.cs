using System.Buffers.Binary;
using System.Globalization;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Imaging.Formats.Png;

namespace Studio.Features.Sample;

/// <summary>
/// Writes the sample's pictures as a clinic would hand them over: DICOM with 12 bits from one scanner, PNG with 8 and
/// 16 bits from others, one indexed PNG mask each, one folder per patient.
/// </summary>
static class PhantomFiles
{
    public const int Patients = 20;
    public const int ImagesPerPatient = 3;

    /// <summary>These come without masks, so that there is something to label.</summary>
    public const int UnlabelledPatients = 1;

    const int Seed = 20240501;
    const int DicomPatients = 10;
    const int EightBitPatients = 15;
    const double SpacingMm = 0.8;
    const int AirHounsfield = -1024;
    const int StoredRange = 3000;

    static readonly byte[] Palette = [0, 0, 0, 255, 176, 46, 76, 201, 240];

    /// <summary>Writes <c>images/Pnn/…</c> and <c>masks/Pnn/…</c>; the same files every time.</summary>
    public static void Write(string folder, CancellationToken cancellation)
    {
        var random = new Random(Seed);
        for (var patient = 1; patient <= Patients; patient++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"P{patient:D2}");
            Directory.CreateDirectory(Path.Combine(folder, "images", key));
            Directory.CreateDirectory(Path.Combine(folder, "masks", key));
            for (var number = 1; number <= ImagesPerPatient; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (hasLesion, hasImplant) = Contents((patient - 1) * ImagesPerPatient + number);
                var phantom = Phantom.Draw(random, hasLesion, hasImplant);
                WriteOne(folder, key, patient, number, phantom);
            }
        }
    }

    /// <summary>Of ten pictures six hold both, two only a lesion, one only an implant, one nothing.</summary>
    static (bool HasLesion, bool HasImplant) Contents(int serial) => (serial % 10) switch
    {
        0 => (false, false),
        3 => (false, true),
        5 or 8 => (true, false),
        _ => (true, true),
    };

    static void WriteOne(string folder, string key, int patient, int number, Phantom phantom)
    {
        var isDicom = patient <= DicomPatients;
        var name = string.Create(CultureInfo.InvariantCulture, $"{key}_{number}");
        var picture = isDicom ? WriteDicom(phantom, key, patient, number)
            : patient <= EightBitPatients ? PngWriter.Write(Quantise(phantom, 8, 255))
            : PngWriter.Write(Quantise(phantom, 16, ushort.MaxValue));
        File.WriteAllBytes(Path.Combine(folder, "images", key, name + (isDicom ? ".dcm" : ".png")), picture);
        if (patient <= Patients - UnlabelledPatients)
        {
            var mask = PngWriter.WriteIndexed(phantom.Truth.Classes, Phantom.Side, Phantom.Side, Palette);
            File.WriteAllBytes(Path.Combine(folder, "masks", key, name + ".png"), mask);
        }
    }

    static byte[] WriteDicom(Phantom phantom, string key, int patient, int number) => DicomWriter.Write(
        Quantise(phantom, 12, StoredRange),
        new DicomImageDescription
        {
            Modality = "CT",
            PatientId = key,
            StudyUid = Uid(patient, 0, 0),
            SeriesUid = Uid(patient, 1, 0),
            SopInstanceUid = Uid(patient, 1, number),
            InstanceNumber = number,
            PixelSpacing = new PixelSpacing(SpacingMm, SpacingMm),
            RescaleIntercept = AirHounsfield,
            Windows = [new DisplayWindow("Body", 200, 2400), new DisplayWindow("Lesion", 700, 1200)],
        });

    /// <summary>Scales 0–1 to 0–<paramref name="highest"/>.</summary>
    static RasterImage Quantise(Phantom phantom, int bitsStored, int highest)
    {
        var bytesPerSample = bitsStored > 8 ? 2 : 1;
        var samples = new byte[phantom.Intensity.Length * bytesPerSample];
        for (var index = 0; index < phantom.Intensity.Length; index++)
        {
            var stored = (ushort)Math.Round(phantom.Intensity[index] * highest);
            if (bytesPerSample == 1)
                samples[index] = (byte)stored;
            else
                BinaryPrimitives.WriteUInt16LittleEndian(samples.AsSpan(2 * index), stored);
        }

        return new RasterImage(new RasterLayout(Phantom.Side, Phantom.Side, 1, bytesPerSample, bitsStored), samples);
    }

    /// <summary>Fixed, so that the sample has the same content everywhere (PS3.5 annex B.2: 2.25 and a number).</summary>
    static string Uid(int patient, int series, int instance) =>
        string.Create(CultureInfo.InvariantCulture, $"2.25.2718281828459045235{patient:D3}{series:D2}{instance:D3}");
}
