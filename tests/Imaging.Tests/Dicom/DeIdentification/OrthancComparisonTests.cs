using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

/// <summary>No value that Orthanc takes out by PS3.15 edition 2021b may come through here, but for the listed ones.</summary>
public sealed class OrthancComparisonTests
{
    private const int FewestFiles = 40;

    private const string TimeKept = "Modified dates (E.3.6): the day is shifted, the time of day says nothing without it.";
    private const string DeviceKept = "Retain device identity (E.3.8).";
    private const string WordsKept = "Clean descriptors (E.3.5): in these files every word is one of anatomy or technique.";

    private static readonly DeIdentifier Subject = new(Enumerable.Repeat((byte)9, 32).ToArray());

    /// <summary>Elements that may keep their value although Orthanc takes it out, and why.</summary>
    private static readonly Dictionary<string, string> Justified = new(StringComparer.Ordinal)
    {
        ["StudyTime"] = TimeKept,
        ["SeriesTime"] = TimeKept,
        ["AcquisitionTime"] = TimeKept,
        ["ContentTime"] = TimeKept,
        ["StructureSetTime"] = TimeKept,
        ["RTPlanTime"] = TimeKept,
        ["PerformedProcedureStepStartTime"] = TimeKept,
        ["CassetteID"] = DeviceKept,
        ["DetectorID"] = DeviceKept,
        ["DeviceDescription"] = DeviceKept,
        ["DeviceID"] = DeviceKept,
        ["DeviceLabel"] = DeviceKept,
        ["DeviceSerialNumber"] = DeviceKept,
        ["DeviceUID"] = DeviceKept,
        ["GantryID"] = DeviceKept,
        ["GeneratorID"] = DeviceKept,
        ["HardcopyCreationDeviceID"] = DeviceKept,
        ["LensMake"] = DeviceKept,
        ["LensModel"] = DeviceKept,
        ["LensSerialNumber"] = DeviceKept,
        ["ManufacturerDeviceClassUID"] = DeviceKept,
        ["ManufacturerDeviceIdentifier"] = DeviceKept,
        ["PerformedStationAETitle"] = DeviceKept,
        ["PerformedStationName"] = DeviceKept,
        ["PlateID"] = DeviceKept,
        ["ScheduledProcedureStepLocation"] = DeviceKept,
        ["ScheduledStationAETitle"] = DeviceKept,
        ["ScheduledStationName"] = DeviceKept,
        ["ScheduledStudyLocation"] = DeviceKept,
        ["ScheduledStudyLocationAETitle"] = DeviceKept,
        ["SecondaryCaptureDeviceID"] = DeviceKept,
        ["SourceManufacturer"] = DeviceKept,
        ["SourceSerialNumber"] = DeviceKept,
        ["StationName"] = DeviceKept,
        ["TreatmentMachineName"] = DeviceKept,
        ["UniqueDeviceIdentifier"] = DeviceKept,
        ["XRayDetectorID"] = DeviceKept,
        ["XRayDetectorLabel"] = DeviceKept,
        ["XRaySourceID"] = DeviceKept,
        ["StudyDescription"] = WordsKept,
        ["SeriesDescription"] = WordsKept,
        ["ProtocolName"] = WordsKept,
        ["DoseReferenceDescription"] = WordsKept,
    };

    [Fact]
    public async Task DeIdentify_RealFiles_KeepsNothingThatOrthancTakesOut()
    {
        string[] files =
        [
            .. Directory.GetFiles(TestPaths.SharedData("pydicom_data"), "*.dcm"),
            .. Directory.GetFiles(TestPaths.SharedData("dcmqi_ct_seg"), "*.dcm", SearchOption.AllDirectories),
        ];
        using OrthancServer orthanc = await OrthancServer.StartAsync();
        var survivors = new SortedSet<string>(StringComparer.Ordinal);
        int compared = 0;
        foreach (string path in files)
        {
            byte[] file = File.ReadAllBytes(path);
            if (await orthanc.AnonymiseAsync(file) is { } anonymised)
            {
                compared++;
                survivors.UnionWith(Survivors(Open(file), Open(anonymised)).Select(name => $"{name} in {Path.GetFileName(path)}"));
            }
        }

        Assert.True(compared >= FewestFiles, $"Orthanc accepted only {compared} of {files.Length} files.");
        Assert.True(survivors.Count == 0, string.Join(Environment.NewLine, survivors));
    }

    [Fact]
    public async Task DeIdentify_EveryElementOfTheTable_KeepsNothingThatOrthancTakesOut()
    {
        using OrthancServer orthanc = await OrthancServer.StartAsync();
        byte[] file = DicomDatasetWriter.Write(CanaryDataset.Create(_ => true), TransferSyntax.ExplicitLittleEndian);

        byte[]? anonymised = await orthanc.AnonymiseAsync(file);

        Assert.NotNull(anonymised);
        string[] survivors = [.. Survivors(Open(file), Open(anonymised))];
        Assert.True(survivors.Length == 0, string.Join(Environment.NewLine, survivors));
    }

    /// <summary>Elements that only Orthanc knows to be telling would show here: the dataset does not come from our table.</summary>
    [Fact]
    public async Task DeIdentify_EveryElementOfTheStandard_KeepsNothingThatOrthancTakesOut()
    {
        using OrthancServer orthanc = await OrthancServer.StartAsync();
        byte[] file = DicomDatasetWriter.Write(CanaryDataset.CreateOfDictionary(), TransferSyntax.ExplicitLittleEndian);

        byte[]? anonymised = await orthanc.AnonymiseAsync(file);

        Assert.NotNull(anonymised);
        DicomDataset theirs = Open(anonymised);
        int takenOut = Open(file).Elements.Count(element => theirs.Find(element.Tag) is null or { IsEmpty: true });
        Assert.True(takenOut > 250, $"Orthanc took out only {takenOut} elements.");
        string[] survivors = [.. Survivors(Open(file), Open(anonymised))];
        Assert.True(survivors.Length == 0, string.Join(Environment.NewLine, survivors));
    }

    private static IEnumerable<string> Survivors(DicomDataset original, DicomDataset anonymised) =>
        Survivors(original, anonymised, Subject.DeIdentify(original).Dataset, "").Distinct(StringComparer.Ordinal);

    /// <summary>Elements whose value Orthanc removed or emptied while ours still has it.</summary>
    private static IEnumerable<string> Survivors(DicomDataset original, DicomDataset? anonymised, DicomDataset ours, string path)
    {
        foreach (DicomElement before in original.Elements.Where(element => !element.IsEmpty && element.Tag.Element != 0))
        {
            if (ours.Find(before.Tag) is not { } after)
            {
                continue;
            }

            DicomElement? theirs = anonymised?.Find(before.Tag);
            string keyword = DicomDictionary.KeywordOf(before.Tag) ?? before.Tag.ToString();
            string name = path + keyword;
            if (before.Items is { } items)
            {
                for (int i = 0; i < Math.Min(items.Count, after.Items!.Count); i++)
                {
                    foreach (string survivor in Survivors(items[i], theirs?.Items?.ElementAtOrDefault(i), after.Items[i], name + "/"))
                    {
                        yield return survivor;
                    }
                }
            }
            else if (theirs is null or { IsEmpty: true } && before.Fragments is null && IsSame(before, after) && !Justified.ContainsKey(keyword))
            {
                yield return name;
            }
        }
    }

    private static bool IsSame(DicomElement before, DicomElement after) =>
        before.Value.Span.TrimEnd(" \0"u8).SequenceEqual(after.Value.Span.TrimEnd(" \0"u8));

    private static DicomDataset Open(byte[] file) => DicomFile.Open(file, DecodeLimits.Default).Dataset;
}
