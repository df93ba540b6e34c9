using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

public sealed class ConfidentialityProfileTests
{
    [Fact]
    public void Rows_EachTag_HasTheKeywordOfTheDictionary()
    {
        foreach (ProfileRow row in ConfidentialityProfile.Rows.Where(row => !row.Tag.Contains('X')))
        {
            uint number = Convert.ToUInt32(row.Tag, 16);
            Assert.Equal(DicomDictionary.KeywordOf(DatasetBuilder.Tag(number)), row.Keyword);
        }

        Assert.True(ConfidentialityProfile.Rows.Count > 450, $"Only {ConfidentialityProfile.Rows.Count} rows.");
    }

    [Fact]
    public void Rows_EachRow_HasABasicAction() => Assert.All(
        ConfidentialityProfile.Rows,
        row => Assert.NotEqual(ProfileAction.None, row.Basic & (ProfileAction.Dummy | ProfileAction.Empty | ProfileAction.Remove | ProfileAction.ReplaceUid)));

    /// <summary>Cells as printed in PS3.15 table E.1-1.</summary>
    [Theory]
    [InlineData(0x00100010u, ProfileAction.Empty, ProfileAction.None, ProfileAction.None, ProfileAction.None, ProfileAction.None)]
    [InlineData(0x00080020u, ProfileAction.Empty, ProfileAction.None, ProfileAction.Clean, ProfileAction.None, ProfileAction.None)]
    [InlineData(0x0008103Eu, ProfileAction.Remove, ProfileAction.Clean, ProfileAction.None, ProfileAction.None, ProfileAction.None)]
    [InlineData(0x00181000u, ProfileAction.Remove | ProfileAction.Empty | ProfileAction.Dummy, ProfileAction.None, ProfileAction.None, ProfileAction.Keep, ProfileAction.None)]
    [InlineData(0x00101010u, ProfileAction.Remove, ProfileAction.None, ProfileAction.None, ProfileAction.None, ProfileAction.Keep)]
    [InlineData(0x60023000u, ProfileAction.Remove, ProfileAction.None, ProfileAction.None, ProfileAction.None, ProfileAction.None)]
    [InlineData(0x50100022u, ProfileAction.Remove, ProfileAction.None, ProfileAction.None, ProfileAction.None, ProfileAction.None)]
    internal void Find_KnownElement_IsAsPrinted(
        uint tag, ProfileAction basic, ProfileAction descriptors, ProfileAction dates, ProfileAction device, ProfileAction patient)
    {
        ProfileRow row = ConfidentialityProfile.Find(DatasetBuilder.Tag(tag))!;

        Assert.Equal((basic, descriptors, dates, device, patient), (row.Basic, row.Descriptors, row.Dates, row.Device, row.Patient));
    }

    [Fact]
    public void Find_ElementOutsideTheTable_IsNull() => Assert.Null(ConfidentialityProfile.Find(DicomTag.Rows));
}
