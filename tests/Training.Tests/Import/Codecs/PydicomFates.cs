namespace Studio.Training.Tests.Import.Codecs;

/// <summary>What must become of each file of pydicom's own test data.</summary>
static class PydicomFates
{
    /// <summary>
    /// The two high-throughput files hold one picture, once without loss and once quantised by a step of this size.
    /// A wrong wavelet or colour transform would be off by tens.
    /// </summary>
    const int LossyStep = 4;

    public abstract record Fate
    {
        /// <summary>Samples as pydicom gives them. Only the conversion of luminance and chrominance rounds differently, by one.</summary>
        public sealed record AsPydicom(int Tolerance = 0) : Fate;

        /// <summary>pydicom cannot read it (or its GDCM ends the process), but another file of the set holds the same picture.</summary>
        public sealed record SamePicture(string Other, int Tolerance = 0) : Fate;

        /// <summary>No picture, or a broken one; the reason contains these words.</summary>
        public sealed record Rejected(string Words) : Fate;
    }

    public static IReadOnlyDictionary<string, Fate> All { get; } = new Dictionary<string, Fate>
    {
        ["693_J2KR.dcm"] = new Fate.AsPydicom(),
        ["693_UNCI.dcm"] = new Fate.AsPydicom(),
        ["693_UNCR.dcm"] = new Fate.AsPydicom(),
        ["CT_small.dcm"] = new Fate.AsPydicom(),
        ["HTJ2KLossless_08_RGB.dcm"] = new Fate.SamePicture("HTJ2K_08_RGB.dcm", LossyStep),
        ["HTJ2K_08_RGB.dcm"] = new Fate.SamePicture("HTJ2KLossless_08_RGB.dcm", LossyStep),
        ["JLSL_08_07_0_1F.dcm"] = new Fate.AsPydicom(),
        ["JLSL_16_15_1_1F.dcm"] = new Fate.AsPydicom(),
        ["JLSL_RGB_ILV0.dcm"] = new Fate.AsPydicom(),
        ["JLSL_RGB_ILV1.dcm"] = new Fate.AsPydicom(),
        ["JLSL_RGB_ILV2.dcm"] = new Fate.AsPydicom(),
        ["JLSN_RGB_ILV0.dcm"] = new Fate.AsPydicom(),
        ["JPEG-LL.dcm"] = new Fate.AsPydicom(),
        ["JPEG2000_UNC.dcm"] = new Fate.AsPydicom(),
        ["JPGLosslessP14SV1_1s_1f_8b.dcm"] = new Fate.AsPydicom(),
        ["MR-SIEMENS-DICOM-WithOverlays.dcm"] = new Fate.AsPydicom(),
        ["MR2_J2KI.dcm"] = new Fate.AsPydicom(),
        ["MR2_J2KR.dcm"] = new Fate.AsPydicom(),
        ["MR2_UNCI.dcm"] = new Fate.AsPydicom(),
        ["MR2_UNCR.dcm"] = new Fate.AsPydicom(),
        ["MR_small.dcm"] = new Fate.AsPydicom(),
        ["OBXXXX1A.dcm"] = new Fate.AsPydicom(),
        ["OBXXXX1A_2frame.dcm"] = new Fate.AsPydicom(),
        ["OBXXXX1A_expb.dcm"] = new Fate.AsPydicom(),
        ["OBXXXX1A_expb_2frame.dcm"] = new Fate.AsPydicom(),
        ["OBXXXX1A_rle.dcm"] = new Fate.AsPydicom(),
        ["OBXXXX1A_rle_2frame.dcm"] = new Fate.AsPydicom(),
        ["OT-PAL-8-face.dcm"] = new Fate.AsPydicom(),
        ["RG1_J2KI.dcm"] = new Fate.AsPydicom(),
        ["RG3_J2KI.dcm"] = new Fate.AsPydicom(),
        ["RG3_J2KR.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_16bit.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_16bit_2frame.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_2frame.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_32bit.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_32bit_2frame.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_dcmtk_ebcr_dcmd.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_dcmtk_ebcyn1_dcmd.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_dcmtk_ebcyn2_dcmd.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_dcmtk_ebcynp_dcmd.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_dcmtk_ebcys2_dcmd.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_dcmtk_ebcys4_dcmd.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_expb.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_expb_16bit.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_expb_16bit_2frame.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_expb_2frame.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_expb_32bit.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_expb_32bit_2frame.dcm"] = new Fate.AsPydicom(),
        ["SC_rgb_gdcm2k_uncompressed.dcm"] = new Fate.AsPydicom(),
        ["SC_ybr_full_uncompressed.dcm"] = new Fate.AsPydicom(Tolerance: 1),
        ["US1_J2KI.dcm"] = new Fate.AsPydicom(),
        ["US1_J2KR.dcm"] = new Fate.AsPydicom(),
        ["US1_UNCI.dcm"] = new Fate.AsPydicom(),
        ["US1_UNCR.dcm"] = new Fate.AsPydicom(),
        ["bad_sequence.dcm"] = new Fate.AsPydicom(),
        ["color-pl.dcm"] = new Fate.AsPydicom(),
        ["color-px.dcm"] = new Fate.AsPydicom(),
        ["eCT_Supplemental.dcm"] = new Fate.AsPydicom(),
        ["emri_small.dcm"] = new Fate.AsPydicom(),
        ["emri_small_RLE.dcm"] = new Fate.AsPydicom(),
        ["emri_small_big_endian.dcm"] = new Fate.AsPydicom(),
        ["emri_small_jpeg_2k_lossless.dcm"] = new Fate.AsPydicom(),
        ["emri_small_jpeg_2k_lossless_too_short.dcm"] = new Fate.SamePicture("emri_small.dcm"), // Only the mark behind the last fragment is missing.
        ["emri_small_jpeg_ls_lossless.dcm"] = new Fate.AsPydicom(),
        ["explicit_VR-UN.dcm"] = new Fate.AsPydicom(),
        ["gdcm-US-ALOKA-16.dcm"] = new Fate.AsPydicom(),
        ["gdcm-US-ALOKA-16_big.dcm"] = new Fate.AsPydicom(),
        ["liver.dcm"] = new Fate.AsPydicom(),
        ["liver_deflate.dcm"] = new Fate.SamePicture("liver.dcm"),
        ["liver_expb.dcm"] = new Fate.AsPydicom(),
        ["liver_j2k.dcm"] = new Fate.SamePicture("liver.dcm"),
        ["liver_nonbyte_aligned.dcm"] = new Fate.AsPydicom(),
        ["liver_nonbyte_aligned_deflate.dcm"] = new Fate.SamePicture("liver_nonbyte_aligned.dcm"),
        ["liver_nonbyte_aligned_j2k.dcm"] = new Fate.SamePicture("liver_nonbyte_aligned.dcm"),
        ["liver_nonbyte_aligned_rle.dcm"] = new Fate.SamePicture("liver_nonbyte_aligned.dcm"),
        ["liver_rle.dcm"] = new Fate.SamePicture("liver.dcm"),
        ["mlut_18.dcm"] = new Fate.AsPydicom(),
        ["parametric_map_double_float.dcm"] = new Fate.AsPydicom(),
        ["parametric_map_float.dcm"] = new Fate.AsPydicom(),
        ["rtdose.dcm"] = new Fate.AsPydicom(),
        ["rtplan.dcm"] = new Fate.Rejected("of the kind RTPLAN holds no picture"),
        ["rtstruct.dcm"] = new Fate.Rejected("of the kind RTSTRUCT holds no picture"),
        ["vlut_04.dcm"] = new Fate.AsPydicom(),
    };
}
