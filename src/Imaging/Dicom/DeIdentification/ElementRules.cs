namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Decides what happens to an element: the table with the chosen options, and rules by VR where it says nothing.</summary>
internal sealed class ElementRules(DeIdentificationOptions options)
{
    /// <summary>UIDs that name a kind of thing and not a thing; private ones among them do not identify anybody.</summary>
    private static readonly HashSet<DicomTag> ClassUids =
    [
        DicomTag.SopClassUid, new(0x0008, 0x001A), new(0x0008, 0x001B), new(0x0008, 0x010C), new(0x0008, 0x0117), new(0x0008, 0x0118), new(0x0008, 0x1150),
    ];

    /// <summary>Short texts that people write, by what their keywords say.</summary>
    private static readonly string[] WordsOfFreeText = ["Comment", "Description", "Explanation", "InstructionText", "Label", "Notes", "Reason"];

    /// <summary>The wanted action, and what to do where it leaves nothing.</summary>
    public (ProfileAction Wanted, ProfileAction Otherwise) Decide(DicomElement element)
    {
        DicomTag tag = element.Tag;
        if (tag.IsPrivate || IsForeignGroup(tag.Group) || DicomDictionary.KeywordOf(tag) is not { Length: > 0 } keyword)
        {
            return Always(ProfileAction.Remove);
        }

        if (ConfidentialityProfile.Find(tag) is not { } row)
        {
            return ByVr(element, keyword);
        }

        ProfileAction basic = Strictest(row.Basic, element.Vr);
        ProfileAction chosen = Option(options.ModifiedDates, row.Dates)
            | Option(options.DeviceIdentity, row.Device)
            | Option(options.PatientCharacteristics, row.Patient)
            | Option(options.CleanDescriptors, row.Descriptors);
        if (chosen.HasFlag(ProfileAction.Keep))
        {
            return (ProfileAction.Keep, basic);
        }

        return chosen.HasFlag(ProfileAction.Clean) ? (ProfileAction.Clean, basic) : Always(basic);
    }

    private static ProfileAction Option(bool isChosen, ProfileAction action) => isChosen ? action : ProfileAction.None;

    private static (ProfileAction Wanted, ProfileAction Otherwise) Always(ProfileAction action) => (action, action);

    /// <summary>
    /// Of alternatives the one that fits every kind of object, since an empty or meaningless value is allowed where the
    /// element might be left out. Sequences are left out or emptied where they may be.
    /// </summary>
    private static ProfileAction Strictest(ProfileAction basic, DicomVr vr)
    {
        if (basic.HasFlag(ProfileAction.ReplaceUid))
        {
            return ProfileAction.ReplaceUid;
        }

        ProfileAction[] order = vr == DicomVr.SQ
            ? [ProfileAction.Empty, ProfileAction.Remove, ProfileAction.Dummy]
            : [ProfileAction.Dummy, ProfileAction.Empty, ProfileAction.Remove];
        return order.First(action => basic.HasFlag(action));
    }

    /// <summary>
    /// Groups that no picture needs: authorisation and signatures (0100, 0400), hanging protocols and worklists (0072,
    /// 0074), films and print jobs (2000 to 2130), reports of old (4008), baggage (4010); overlays (60xx), which are
    /// nothing without their data.
    /// </summary>
    private static bool IsForeignGroup(ushort group) =>
        group is 0x0072 or 0x0074 or 0x0100 or 0x0400 or (>= 0x2000 and <= 0x2130) or 0x4000 or 0x4008 or 0x4010 || (group & 0xFF00) == 0x6000;

    private (ProfileAction Wanted, ProfileAction Otherwise) ByVr(DicomElement element, string keyword) => element.Vr switch
    {
        DicomVr.PN or DicomVr.AE or DicomVr.UR or DicomVr.UN => Always(ProfileAction.Remove),
        DicomVr.OB when element.Tag.Group is not (0x0028 or 0x5400 or 0x7FE0) => Always(ProfileAction.Remove),
        DicomVr.LT or DicomVr.ST or DicomVr.UC or DicomVr.UT =>
            options.CleanDescriptors ? (ProfileAction.Clean, ProfileAction.Remove) : Always(ProfileAction.Remove),
        DicomVr.LO or DicomVr.SH when WordsOfFreeText.Any(word => keyword.Contains(word, StringComparison.Ordinal)) =>
            options.CleanDescriptors ? (ProfileAction.Clean, ProfileAction.Remove) : Always(ProfileAction.Remove),
        DicomVr.DA or DicomVr.DT or DicomVr.TM =>
            options.ModifiedDates ? (ProfileAction.Clean, ProfileAction.Remove) : Always(ProfileAction.Remove),
        DicomVr.UI when !ClassUids.Contains(element.Tag) => Always(ProfileAction.ReplaceUid),
        _ => (ProfileAction.Keep, ProfileAction.Remove),
    };
}
