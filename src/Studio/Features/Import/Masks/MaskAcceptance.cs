using Studio.Contracts.Import;
using Studio.Imaging.Masks;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>Turns staged masks into labels once the meaning of their values is settled.</summary>
sealed class MaskAcceptance(long projectId, ImportStores stores)
{
    /// <summary>Adds the classes the plan names and gives each value its class.</summary>
    public async Task<MaskValueMapping> SettleAsync(MaskValuePlan plan, CancellationToken cancellation)
    {
        foreach (var name in plan.Classes)
            await stores.Classes.AddAsync(projectId, name, cancellation);
        var classes = await stores.Classes.ListAsync(projectId, cancellation);
        var indexByName = classes.ToDictionary(item => item.Name, item => item.Index, StringComparer.OrdinalIgnoreCase);
        return new MaskValueMapping(plan.ClassOfValue.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Length == 0 ? MaskValueMapping.Ignore : indexByName[entry.Value]));
    }

    /// <summary>Stores the labels of one mask, one per frame. An empty frame is a label too: nothing is there.</summary>
    public async Task<ImportItem> AcceptAsync(StagedMask mask, MaskValueMapping mapping, CancellationToken cancellation)
    {
        try
        {
            foreach (var frame in mask.Frames)
            {
                var mapped = mapping.Apply(mask.Read(frame));
                if (mapped.Labelmap is not { } labelmap)
                {
                    var values = string.Join(", ", mapped.WithoutClass.Select(entry => entry.Value));
                    return new ImportItem(mask.Path, ImportFate.Rejected, $"It holds values without a class: {values}.", null);
                }

                await stores.Annotations.ImportAsync(frame.ImageId, labelmap, ImageState.Accepted, cancellation);
            }

            return new ImportItem(mask.Path, ImportFate.Imported, "", mask.Frames[0].ImageId);
        }
        catch (StorageException refused) when (refused is not StorageFullException)
        {
            return new ImportItem(mask.Path, ImportFate.Rejected, refused.Message, null);
        }
    }
}
