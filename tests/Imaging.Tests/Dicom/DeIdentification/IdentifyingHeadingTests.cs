using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

public sealed class IdentifyingHeadingTests
{
    [Theory]
    [InlineData("Name")]
    [InlineData("Last name")]
    [InlineData("lastName")]
    [InlineData("PatientBirthDate")]
    [InlineData("birth_date")]
    [InlineData("DOB")]
    [InlineData("Geburtsdatum")]
    [InlineData("home address")]
    [InlineData("Phone")]
    [InlineData("MRN")]
    [InlineData("Accession Number")]
    [InlineData("PatientID")]
    [InlineData("StudyDate")]
    [InlineData("StudyInstanceUID")]
    [InlineData("InstitutionName")]
    public void IsIdentifying_WhatTellsWhoSomebodyIs_IsTrue(string heading) =>
        Assert.True(IdentifyingHeading.IsIdentifying(heading, new DeIdentificationOptions()));

    [Theory]
    [InlineData("File_name")]
    [InlineData("Key_frame_index")]
    [InlineData("Bounding_boxes")]
    [InlineData("Slice_range")]
    [InlineData("Patient_index")]
    [InlineData("site")]
    [InlineData("grade")]
    [InlineData("Manufacturer")]
    [InlineData("Train_Val_Test")]
    public void IsIdentifying_Others_IsFalse(string heading) =>
        Assert.False(IdentifyingHeading.IsIdentifying(heading, new DeIdentificationOptions()));

    [Theory]
    [InlineData("Patient_age")]
    [InlineData("PatientSex")]
    public void IsIdentifying_Characteristics_FollowsTheProject(string heading)
    {
        Assert.True(IdentifyingHeading.IsIdentifying(heading, new DeIdentificationOptions()));
        Assert.False(IdentifyingHeading.IsIdentifying(heading, new DeIdentificationOptions { PatientCharacteristics = true }));
    }

    [Theory]
    [InlineData("00180050", "Slice Thickness", "(0018,0050)")]
    [InlineData("00080018", "SOP Instance UID", "(0008,0018)")]
    [InlineData("00180060", "KVP", "(0018,0060)")]
    [InlineData("0019100c", "(0019,100C)", "(0019,100C)")]
    [InlineData("nothing", "nothing", "nothing")]
    public void Of_Element_IsItsKeywordInWords(string element, string name, string tag) =>
        Assert.Equal((name, tag), (DicomElementName.Of(element), DicomElementName.Tag(element)));
}
