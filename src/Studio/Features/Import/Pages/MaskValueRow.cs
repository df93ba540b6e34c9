using System.Globalization;
using Studio.Contracts.Import;

namespace Studio.Features.Import.Pages;

/// <summary>One value of the masks and what a person chose for it.</summary>
sealed class MaskValueRow(MaskValueProposal proposal)
{
    public MaskValueProposal Proposal => proposal;

    public ClassChoice Choice { get; } = new(proposal.ProposedName);

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
}
