using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with a project of ultrasound pictures, the series <see cref="Banner"/> of two and single ones of other patients,
/// and a CT series in which a slice is missing; and a second project for its settings.
/// </summary>
public sealed class BurnedInStudio : LabelledStudio
{
    public const string Banner = "banner 1";
    public const string Plain = "plain";
    public const string Typed = "typed";
    public const int Columns = 320;
    public const int Rows = 240;
    public const int Slices = 9;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        await WriteUltrasoundAsync(files, "first", (Banner, 1, 1), ("banner 2", 1, 2), (Plain, 2, 1), (Typed, 3, 1));
        for (var index = 0; index < Slices + 1; index++)
        {
            if (index != Slices / 2)
                await File.WriteAllBytesAsync(files[$"first/slice {index}.dcm"], SyntheticImages.CtSlice(64, 7, index, Slices + 1));
        }

        await ImportAsync(files["first"], "--project", "Scans", "--classes", "Nerve");
        await WriteUltrasoundAsync(files, "second", ("one", 4, 1));
        await ImportAsync(files["second"], "--project", "Originals", "--classes", "Nerve");
    }

    /// <summary>A folder of ultrasound files.</summary>
    static async Task WriteUltrasoundAsync(TemporaryFolder files, string folder, params (string Name, int Patient, int Number)[] pictures)
    {
        Directory.CreateDirectory(files[folder]);
        foreach (var (name, patient, number) in pictures)
            await File.WriteAllBytesAsync(files[$"{folder}/{name}.dcm"], Ultrasound(patient, number));
    }

    /// <summary>A DICOM file of noise that names its patient.</summary>
    public static byte[] Ultrasound(int patient, int number)
    {
        var samples = new byte[Rows * Columns];
        new Random((100 * patient) + number).NextBytes(samples);
        // The darkest value of all, so that "black" is zero.
        samples[0] = 0;
        return DicomWriter.Write(new RasterImage(new RasterLayout(Rows, Columns, 1, 1, 8), samples), new DicomImageDescription
        {
            Modality = "US",
            PatientId = $"U{patient}",
            PatientName = "Doe^Jane",
            StudyUid = $"1.2.826.0.1.9{patient}",
            SeriesUid = $"1.2.826.0.1.9{patient}.1",
            SopInstanceUid = $"1.2.826.0.1.9{patient}.1.{number}",
            InstanceNumber = number,
        });
    }

    /// <summary>An annotator with the owner's password; there is no page for accounts yet.</summary>
    public async Task<string> AddAnnotatorAsync()
    {
        const string Annotator = "Test Annotator";
        var users = new UserStore(new Database(new DataFolder(DataFolder)));
        var owner = (await users.FindByNameAsync("Test Owner"))!;
        await users.CreateAsync(new NewUser(Annotator, "TA", UserRole.Annotator, owner.PasswordHash));
        return Annotator;
    }
}
