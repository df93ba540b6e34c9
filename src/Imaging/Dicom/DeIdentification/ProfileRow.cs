namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>What a profile or option does with an element (PS3.15 table E.1-1a).</summary>
[Flags]
internal enum ProfileAction
{
    None = 0,

    /// <summary>D: a value that says nothing.</summary>
    Dummy = 1,

    /// <summary>Z: no value.</summary>
    Empty = 2,

    /// <summary>X: no element.</summary>
    Remove = 4,

    /// <summary>K: as it is; the items of a sequence are still looked through.</summary>
    Keep = 8,

    /// <summary>C: a value of the same meaning that identifies nobody.</summary>
    Clean = 16,

    /// <summary>U: another UID, the same for the same original.</summary>
    ReplaceUid = 32,
}

/// <summary>One row of table E.1-1. Several actions of the basic profile are alternatives for different kinds of object.</summary>
internal sealed record ProfileRow(
    string Tag,
    string Keyword,
    ProfileAction Basic,
    ProfileAction Descriptors,
    ProfileAction Dates,
    ProfileAction Device,
    ProfileAction Patient);
