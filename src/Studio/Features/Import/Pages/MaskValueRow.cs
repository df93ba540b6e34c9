using System.Globalization;
using Studio.Contracts.Import;

namespace Studio.Features.Import.Pages;

/// <summary>One value of the masks and what a person chose for it.</summary>
sealed class MaskValueRow
{
    public const string Background = "background";
    public const string New = "new";
    const string ClassPrefix = "class:";

    public MaskValueRow(MaskValueProposal proposal)
    {
        Proposal = proposal;
        Choice = proposal.ProposedName switch
        {
            null => "",
            "" => Background,
            var name => Of(name),
        };
    }

    public MaskValueProposal Proposal { get; }

    /// <summary>Value of the selected option.</summary>
    public string Choice { get; set; }

    public string NewName { get; set; } = "";

    /// <summary>Empty for background, null while nothing is chosen.</summary>
    public string? ClassName => Choice switch
    {
        Background => "",
        New => NewName.Trim() is { Length: > 0 } name ? name : null,
        "" => null,
        var chosen => chosen[ClassPrefix.Length..],
    };

    bool IsColour => Proposal.Value > ushort.MaxValue;

    public string Name => IsColour ? $"#{Proposal.Value:X6}" : Proposal.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The colour itself, or the grey a viewer shows for the value.</summary>
    public string Color
    {
        get
        {
            var grey = Math.Min(Proposal.Value, byte.MaxValue);
            return IsColour ? Name : $"rgb({grey} {grey} {grey})";
        }
    }

    /// <summary>The option that stands for a class.</summary>
    public static string Of(string className) => ClassPrefix + className;
}
