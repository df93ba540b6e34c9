using Studio.Imaging.Matching;

namespace Studio.Imaging.Tests.Matching;

public sealed class ChannelNamesTests
{
    [Fact]
    public void Find_WordsAtTheEnd_AreChannelsWithTheReferenceFirst()
    {
        IReadOnlyList<ChannelCase> cases = ChannelNames.Find(
            ["p/patient26_T1W.nii.gz", "p/patient26_FLAIR.nii.gz", "p/patient27_T2W.nii", "p/patient26_T1WKS.nii.gz", "p/patient26_T2W.nii.gz"]);

        Assert.Equal(["p|patient26", "p|patient27"], cases.Select(item => item.Key));
        Assert.Equal(["FLAIR", "T1WKS", "T2W", "T1W"], cases[0].Channels.Select(channel => channel.Name));
        Assert.Equal("p/patient26_FLAIR.nii.gz", cases[0].Reference.Path);
        Assert.Equal("T2W", Assert.Single(cases[1].Channels).Name);
    }

    [Fact]
    public void Find_NumbersFromZero_AreChannels()
    {
        ChannelCase found = Assert.Single(ChannelNames.Find(["imagesTr/BRATS_001_0001.nii.gz", "imagesTr/BRATS_001_0000.nii.gz"]));

        Assert.Equal("|brats_001", found.Key);
        Assert.Equal(["0000", "0001"], found.Channels.Select(channel => channel.Name));
    }

    [Theory]
    [InlineData("a_0000.nii.gz", "b_0000.nii.gz")]
    [InlineData("a_0001.nii.gz", "a_0002.nii.gz")]
    [InlineData("a_0000.png", "a_0001.png")]
    [InlineData("a_T1.nii", "a_T1.nii.gz")]
    [InlineData("scan1.nii.gz", "scan2.nii.gz")]
    public void Find_OtherNames_AreNoChannels(string first, string second) => Assert.Empty(ChannelNames.Find([first, second]));

    [Fact]
    public void Find_LongSequence_IsNoCase() =>
        Assert.Empty(ChannelNames.Find([.. Enumerable.Range(0, 17).Select(number => $"film_{number:D4}.nii.gz")]));

    [Fact]
    public void Find_WordInFrontOrFolder_IsAChannelToo()
    {
        Assert.Equal(["CT", "PET"], Assert.Single(ChannelNames.Find(["PET-case7.nrrd", "CT-case7.nrrd"])).Channels.Select(channel => channel.Name));
        ChannelCase byFolder = Assert.Single(ChannelNames.Find(["T2/case7.nii.gz", "ADC/case7.nii.gz"]));
        Assert.Equal(("|case7", "T2/case7.nii.gz"), (byFolder.Key, byFolder.Reference.Path));
    }

    [Fact]
    public void Find_PatientsInFolders_AreCasesOfTheirOwn()
    {
        IReadOnlyList<ChannelCase> cases = ChannelNames.Find(["1/FLAIR.nii.gz", "1/T1.nii.gz", "2/FLAIR.nii.gz", "2/T1.nii.gz"]);

        Assert.Equal(["1|", "2|"], cases.Select(item => item.Key));
        Assert.Equal("2|", CaseMasks.CaseOf("2/seg.nii.gz", cases)!.Key);
    }

    [Theory]
    [InlineData("p/patient26_consensus_gt.nii.gz", "p|patient26")]
    [InlineData("p/gold_standard_patient27.nii.gz", "p|patient27")]
    [InlineData("truth/patient27.nii.gz", "p|patient27")]
    [InlineData("p/patient28_gt.nii.gz", null)]
    [InlineData("p/patient26_gt.png", null)]
    public void CaseOf_MaskThatNamesTheCase_FindsIt(string mask, string? expected)
    {
        IReadOnlyList<ChannelCase> cases = ChannelNames.Find(
            ["p/patient26_T1W.nii.gz", "p/patient26_FLAIR.nii.gz", "p/patient27_FLAIR.nii.gz", "p/patient27_T2W.nii.gz"]);

        Assert.Equal(expected, CaseMasks.CaseOf(mask, cases)?.Key);
    }

    [Fact]
    public void Find_RealBrain_IsOneCaseOfFourChannelsWithItsMask()
    {
        string[] files = [.. Directory.GetFiles(TestPaths.SharedData("openms_mni"), "*.nii.gz").Select(path => Path.GetFileName(path))];

        IReadOnlySet<string> masks = MaskFinder.Find(files);
        ChannelCase found = Assert.Single(ChannelNames.Find([.. files.Where(file => !masks.Contains(file))]));

        Assert.StartsWith("GOLD_STANDARD", Assert.Single(masks), StringComparison.Ordinal);
        Assert.Equal(["FLAIR", "T1POST", "T2", "T1"], found.Channels.Select(channel => channel.Name));
        Assert.Same(found, CaseMasks.CaseOf(masks.Single(), [found]));
    }

    [Fact]
    public void Find_MaskBesideTheChannelsOfACase_IsAMask()
    {
        IReadOnlySet<string> masks = MaskFinder.Find(
            ["BraTS19_1_flair.nii.gz", "BraTS19_1_t1.nii.gz", "BraTS19_1_t1ce.nii.gz", "BraTS19_1_t2.nii.gz", "BraTS19_1_seg.nii.gz", "other_seg.nii.gz"]);

        Assert.Equal(["BraTS19_1_seg.nii.gz"], masks);
    }
}
