using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;
using static Studio.Imaging.Tests.Dicom.DatasetBuilder;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

public sealed class DeIdentifierTests
{
    private const string KnownPseudonym = "P-69MKNQA8";
    private const string KnownStudyUid = "2.25.187452162924757736401505077584461182471";
    private const string KnownStudyDate = "20171225";
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly DeIdentifier Subject = new(Key);

    [Fact]
    public void DeIdentify_Patient_IsOnePseudonymInNameAndId()
    {
        DicomDataset result = Run(Patient());

        Assert.Matches("^P-[0-9A-HJKMNP-TV-Z]{8}$", result.Text(DicomTag.PatientId));
        Assert.Equal(result.Text(DicomTag.PatientId), result.Text(DicomTag.PatientName));
        Assert.False(result.Find(DicomTag.PatientBirthDate) is { IsEmpty: false });
        Assert.Equal((null, null), (result.Text(DicomTag.PatientSex), result.Text(DicomTag.PatientAge)));
    }

    [Fact]
    public void DeIdentify_Characteristics_AreKeptOnlyWithTheirOption()
    {
        DicomDataset result = WithCharacteristics.DeIdentify(Patient()).Dataset;

        Assert.Equal(("F", "059Y"), (result.Text(DicomTag.PatientSex), result.Text(DicomTag.PatientAge)));
        Assert.Contains("113108", result.Find(DicomTag.DeidentificationMethodCodeSequence)!.Items!.Select(item => item.Text(DicomTag.CodeValue)));
    }

    [Fact]
    public void DeIdentify_SamePatientAgain_HasTheSamePseudonymUidsAndDates()
    {
        DicomDataset first = Run(Patient());
        DicomDataset second = new DeIdentifier(Key).DeIdentify(Patient(name: "Mustermann-Neu^Erika")).Dataset;

        foreach (DicomTag tag in (DicomTag[])[DicomTag.PatientId, DicomTag.StudyInstanceUid, DicomTag.SeriesInstanceUid, DicomTag.SopInstanceUid, DicomTag.StudyDate])
        {
            Assert.Equal(first.Text(tag), second.Text(tag));
        }
    }

    [Fact]
    public void DeIdentify_OtherKey_SharesNothing()
    {
        DicomDataset first = Run(Patient());
        DicomDataset second = new DeIdentifier(new byte[32]).DeIdentify(Patient()).Dataset;

        Assert.NotEqual(first.Text(DicomTag.PatientId), second.Text(DicomTag.PatientId));
        Assert.NotEqual(first.Text(DicomTag.StudyInstanceUid), second.Text(DicomTag.StudyInstanceUid));
        Assert.NotEqual(first.Text(DicomTag.StudyDate), second.Text(DicomTag.StudyDate));
    }

    [Fact]
    public void DeIdentify_KnownKey_GivesTheHmacComputedElsewhere()
    {
        // Python's hmac.new(bytes(range(1, 33)), …, "sha256") over "patient\0" + "id\0\0" + the id, "uid\0" + the UID and
        // "dates\0" + "id\0\0" + the id.
        DicomDataset result = Run(Patient());

        Assert.Equal(KnownPseudonym, result.Text(DicomTag.PatientId));
        Assert.Equal(KnownStudyUid, result.Text(DicomTag.StudyInstanceUid));
        Assert.Equal(KnownStudyDate, result.Text(DicomTag.StudyDate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ANONYMOUS")]
    [InlineData("00000")]
    public void DeIdentify_WithoutPatientId_TellsPatientsApart(string id)
    {
        string? byName = Run(Patient(id)).Text(DicomTag.PatientId);

        Assert.Equal(byName, Run(Patient(id, study: "1.2.3.9")).Text(DicomTag.PatientId));
        Assert.NotEqual(byName, Run(Patient(id, birthDate: "19640813")).Text(DicomTag.PatientId));
        Assert.NotEqual(byName, Run(Patient(id, name: "Mustermann^Max")).Text(DicomTag.PatientId));
        Assert.NotEqual(
            Run(Patient(id, name: "", study: "1.2.3.7")).Text(DicomTag.PatientId),
            Run(Patient(id, name: "", study: "1.2.3.8")).Text(DicomTag.PatientId));
        Assert.NotEqual(
            Run(Patient(id, name: "", study: "").With(Chars(0x00200013, DicomVr.IS, "1"))).Text(DicomTag.PatientId),
            Run(Patient(id, name: "", study: "").With(Chars(0x00200013, DicomVr.IS, "2"))).Text(DicomTag.PatientId));
    }

    [Fact]
    public void DeIdentify_SameIdOfTwoIssuers_IsTwoPatients() => Assert.NotEqual(
        Run(Patient().With(Chars(0x00100021, DicomVr.LO, "Clinic A"))).Text(DicomTag.PatientId),
        Run(Patient().With(Chars(0x00100021, DicomVr.LO, "Clinic B"))).Text(DicomTag.PatientId));

    [Fact]
    public void DeIdentify_Uids_AreReplacedConsistentlyAndStandardOnesKept()
    {
        DicomDataset result = Run(Patient().With(Sequence(0x00081140, Of(
            Chars(0x00081150, DicomVr.UI, "1.2.840.10008.5.1.4.1.1.2"),
            Chars(0x00081155, DicomVr.UI, "1.2.3.4.5.6")))));

        DicomDataset reference = result.FirstItem(Tag(0x00081140))!;
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", result.Text(DicomTag.SopClassUid));
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", reference.Text(Tag(0x00081150)));
        Assert.Equal(result.Text(DicomTag.SopInstanceUid), reference.Text(Tag(0x00081155)));
        Assert.Matches(@"^2\.25\.[1-9][0-9]{0,38}$", result.Text(DicomTag.SopInstanceUid));
    }

    [Fact]
    public void DeIdentify_Dates_KeepTheirDistancesAndTheTimes()
    {
        DicomDataset result = Run(Patient().With(
            Chars(0x00080022, DicomVr.DA, "20240305"),
            Chars(0x0008002A, DicomVr.DT, "20240305101500.250000+0100"),
            Chars(0x00181200, DicomVr.DA, "20240301\\20240302"),
            Chars(0x00321040, DicomVr.DA, "2024.02.28"),
            Chars(0x00189074, DicomVr.DT, "202402")));

        DateOnly study = Date(result.Text(DicomTag.StudyDate));
        Assert.InRange(new DateOnly(2024, 2, 29).DayNumber - study.DayNumber, 1, 3650);
        Assert.Equal(study.AddDays(5), Date(result.Text(DicomTag.AcquisitionDate)));
        Assert.Equal(study.AddDays(5).ToString("yyyyMMdd") + "101500.250000", result.Text(Tag(0x0008002A)));
        Assert.Equal([study.AddDays(1), study.AddDays(2)], result.Texts(Tag(0x00181200)).Select(Date));
        Assert.Equal(study.AddDays(-1), Date(result.Text(Tag(0x00321040))));
        Assert.Equal(study.AddDays(-14).ToString("yyyyMM"), result.Text(Tag(0x00189074)));
        Assert.Equal("101112", result.Text(Tag(0x00080030)));
        Assert.Equal("MODIFIED", result.Text(DicomTag.LongitudinalTemporalInformationModified));
    }

    [Theory]
    [InlineData("089Y", "089Y")]
    [InlineData("090Y", "090Y")]
    [InlineData("103Y", "090Y")]
    [InlineData("011M", "011M")]
    [InlineData("old man", null)]
    public void DeIdentify_Age_IsCappedAtNinety(string age, string? expected) =>
        Assert.Equal(expected, WithCharacteristics.DeIdentify(Patient().With(Chars(0x00101010, DicomVr.AS, age))).Dataset.Text(DicomTag.PatientAge));

    [Theory]
    [InlineData("CT Thorax mit KM, Frau Mustermann", "CT Thorax mit KM")]
    [InlineData("MR Knie li. t2_tse_sag 3mm", "MR Knie li t2 tse sag 3mm")]
    [InlineData("Abdomen 5.0 mm B30f, Nr 4711-0815", "Abdomen 5.0 mm B30f")]
    [InlineData("Dr. Meier, Tel. 0551 39 12345", "")]
    [InlineData("L5/S1 12.08.64", "L5 S1")]
    [InlineData("Schädel nativ", "Schadel nativ")]
    [InlineData("ThoraxRoutine", "ThoraxRoutine")]
    [InlineData("dwi b1000 ADC", "dwi b1000 ADC")]
    public void DeIdentify_Description_KeepsWordsOfTheVocabulary(string text, string expected) => Assert.Equal(
        expected,
        Run(Patient().With(Chars(0x00080005, DicomVr.CS, "ISO_IR 192"), Chars(0x0008103E, DicomVr.LO, text))).Text(DicomTag.SeriesDescription) ?? "");

    [Fact]
    public void DeIdentify_NameThatIsAWordOfAnatomy_IsDroppedFromDescriptions()
    {
        DicomDataset result = Run(Patient(name: "Hand^Uwe").With(Chars(0x00081030, DicomVr.LO, "Knie Hand Uwe")));

        Assert.Equal("Knie", result.Text(DicomTag.StudyDescription));
    }

    [Fact]
    public void DeIdentify_NameInAnElementOutsideTheTable_IsCleaned()
    {
        DicomDataset result = Run(Patient().With(
            Chars(0x00181020, DicomVr.LO, "syngo CT 2012B"),
            Chars(0x00180024, DicomVr.SH, "Mustermann"),
            Chars(0x00081010, DicomVr.SH, "CT4711-0815"),
            Chars(0x00280034, DicomVr.IS, "19640812 born")));

        Assert.Equal("syngo CT 2012B", result.Text(Tag(0x00181020)));
        Assert.Null(result.Text(Tag(0x00180024)));
        Assert.NotEqual("CT4711-0815", result.Text(Tag(0x00081010)));
        Assert.Null(result.Text(Tag(0x00280034)));
    }

    [Fact]
    public void DeIdentify_PrivateUnknownAndUnlistedNames_AreRemovedAtEveryDepth()
    {
        DicomDataset Holder() => Of(
            Chars(0x00090010, DicomVr.LO, "ACME 1.1"),
            Chars(0x00091001, DicomVr.LO, "Mustermann"),
            Chars(0x00189999, DicomVr.LO, "secret"),
            Chars(0x00142006, DicomVr.PN, "Doe^John"),
            Chars(0x00080054, DicomVr.AE, "PACS_NORTH"));

        DicomDataset result = Run(Holder().With(Sequence(0x00089215, Holder().With(Sequence(0x00089215, Holder())))));

        DicomDataset middle = result.FirstItem(Tag(0x00089215))!;
        DicomDataset inner = middle.FirstItem(Tag(0x00089215))!;
        foreach (DicomDataset level in (DicomDataset[])[result, middle, inner])
        {
            Assert.DoesNotContain(level.Elements, element => element.Tag.IsPrivate || element.Vr is DicomVr.AE || element.Tag == Tag(0x00189999) || element.Tag == Tag(0x00142006));
        }
    }

    [Fact]
    public void DeIdentify_FreeTextOutsideTheTable_IsCleaned()
    {
        DicomDataset result = Run(Patient().With(
            Chars(0x00620005, DicomVr.LO, "Liver of Smith"),
            Chars(0x00281055, DicomVr.LO, "Lung\\Smith"),
            Chars(0x00180015, DicomVr.CS, "Smith knee"),
            Chars(0x00185101, DicomVr.CS, "AP"),
            Chars(0x00081090, DicomVr.LO, "SOMATOM Force"),
            Chars(0x60000022, DicomVr.LO, "Smith"),
            Bytes(0x00080202, DicomVr.OB, 1, 2)));

        Assert.Equal("Liver of", result.Text(Tag(0x00620005)));
        Assert.Equal(["Lung", ""], result.Texts(Tag(0x00281055)));
        Assert.Equal("knee", result.Text(Tag(0x00180015)));
        Assert.Equal("AP", result.Text(Tag(0x00185101)));
        Assert.Equal("SOMATOM Force", result.Text(Tag(0x00081090)));
        Assert.False(result.Contains(Tag(0x60000022)) || result.Contains(Tag(0x00080202)));
    }

    [Fact]
    public void DeIdentify_NameInIdeographs_IsFoundInsideOtherText()
    {
        DicomDataset result = Run(Patient(name: "Yamada^Tarou=山田^太郎").With(
            Chars(0x00080005, DicomVr.CS, "ISO_IR 192"),
            Chars(0x00081090, DicomVr.LO, "CT山田用"),
            Chars(0x00181020, DicomVr.LO, "版本2")));

        Assert.Null(result.Text(Tag(0x00081090)));
        Assert.Equal("版本2", result.Text(Tag(0x00181020)));
    }

    [Fact]
    public void DeIdentify_NamesAndIdsThatLookLikeTechnique_DoNotTakeItAway()
    {
        DicomDataset result = Run(Patient(id: "10000", name: "Head^Chrome").With(
            Chars(0x00180080, DicomVr.DS, "10000"),
            Chars(0x00180015, DicomVr.CS, "HEAD"),
            Chars(0x00080008, DicomVr.CS, "ORIGINAL\\X10000"),
            Chars(0x00280004, DicomVr.CS, "MONOCHROME2")));

        Assert.Equal(("10000", "HEAD", "MONOCHROME2"), (result.Text(Tag(0x00180080)), result.Text(Tag(0x00180015)), result.Text(Tag(0x00280004))));
        Assert.DoesNotContain("X10000", result.Texts(DicomTag.ImageType));
    }

    [Fact]
    public void Of_MutatedHeaders_NeverThrows()
    {
        byte[] original = DicomDatasetWriter.Write(CanaryDataset.Create(_ => true), TransferSyntax.ExplicitLittleEndian);
        var random = new Random(11);
        int read = 0;
        for (int round = 0; round < 25; round++)
        {
            byte[] mutant = [.. original];
            for (int i = 0; i < 3; i++)
            {
                mutant[random.Next(132, mutant.Length)] = (byte)random.Next(256);
            }

            read += DicomHeader.TryRead(mutant, DecodeLimits.Default, Subject, out _, out _) ? 1 : 0;
        }

        Assert.InRange(read, 1, 25);
    }

    [Fact]
    public void DeIdentify_CodesOfAHospitalsOwnScheme_AreCleaned()
    {
        DicomDataset result = Run(Patient().With(Sequence(
            0x00081032,
            Code("RPID22", "RADLEX", "CT Chest"),
            Code("MEIER1", "99KLINIK", "Dr Meier Thorax"))));

        IReadOnlyList<DicomDataset> codes = result.Find(Tag(0x00081032))!.Items!;
        Assert.Equal(("RPID22", "CT Chest"), (codes[0].Text(DicomTag.CodeValue), codes[0].Text(DicomTag.CodeMeaning)));
        Assert.Equal(("REMOVED", "Thorax"), (codes[1].Text(DicomTag.CodeValue), codes[1].Text(DicomTag.CodeMeaning)));
    }

    [Fact]
    public void DeIdentify_Device_IsKeptOnlyWithItsOption()
    {
        DicomDataset Scanner() => Patient().With(Chars(0x00181000, DicomVr.LO, "SN-77"), Chars(0x00081010, DicomVr.SH, "CT1"), Chars(0x00181007, DicomVr.LO, "K9"));

        DicomDataset kept = Run(Scanner());
        DicomDataset dropped = new DeIdentifier(Key, new DeIdentificationOptions { DeviceIdentity = false }).DeIdentify(Scanner()).Dataset;

        Assert.Equal(("SN-77", "CT1"), (kept.Text(Tag(0x00181000)), kept.Text(Tag(0x00081010))));
        Assert.Equal(("REMOVED", "REMOVED"), (dropped.Text(Tag(0x00181000)), dropped.Text(Tag(0x00081010))));
        Assert.False(dropped.Contains(Tag(0x00181007)));
    }

    [Fact]
    public void DeIdentify_Result_DeclaresWhatWasDone()
    {
        DicomDataset result = Run(Patient());

        Assert.Equal("YES", result.Text(DicomTag.PatientIdentityRemoved));
        Assert.Equal(
            ["113100", "113105", "113107", "113109"],
            result.Find(DicomTag.DeidentificationMethodCodeSequence)!.Items!.Select(item => item.Text(DicomTag.CodeValue)));
    }

    [Fact]
    public void DeIdentify_Report_NamesTagsAndWhatStaysOfThePatient()
    {
        DeIdentificationReport report = WithCharacteristics.DeIdentify(Patient().With(Chars(0x00080080, DicomVr.LO, "Klinik Nord"), Chars(0x00091001, DicomVr.LO, "x"))).Report;

        Assert.Contains(new HeaderChange(Tag(0x00080080), "InstitutionName", HeaderChangeKind.Replaced, 1), report.Changes);
        Assert.Contains(new HeaderChange(Tag(0x00091001), "Private", HeaderChangeKind.Removed, 1), report.Changes);
        Assert.Contains(new HeaderChange(DicomTag.StudyDate, "StudyDate", HeaderChangeKind.DateShifted, 1), report.Changes);
        Assert.Equal([new PatientFact("PatientSex", "F"), new PatientFact("PatientAge", "059Y")], report.PatientFacts);
    }

    [Theory]
    [InlineData("19700131")]
    [InlineData("1970.01.31")]
    public void Identity_BirthDateOfEitherForm_IsFoundInTexts(string birthDate) =>
        Assert.Contains("31.01.1970", PatientIdentity.Of(Patient(birthDate: birthDate)).Personal);

    [Fact]
    public void DeIdentify_Original_StaysAsItIs()
    {
        DicomDataset original = Patient();

        Run(original);

        Assert.Equal("4711-0815", original.Text(DicomTag.PatientId));
    }

    [Fact]
    public void Constructor_ShortKey_IsRefused() => Assert.Throws<ArgumentException>(() => new DeIdentifier(new byte[31]));

    private static DeIdentifier WithCharacteristics => new(Key, new DeIdentificationOptions { PatientCharacteristics = true });

    private static DicomDataset Run(DicomDataset dataset) => Subject.DeIdentify(dataset).Dataset;

    private static DicomDataset Code(string value, string scheme, string meaning) => Of(
        Chars(0x00080100, DicomVr.SH, value), Chars(0x00080102, DicomVr.SH, scheme), Chars(0x00080104, DicomVr.LO, meaning));

    private static DateOnly Date(string? text) => DateOnly.ParseExact(text!, "yyyyMMdd");
}
