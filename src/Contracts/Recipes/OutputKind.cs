namespace Studio.Contracts.Recipes;

/// <summary>What a network answers for one image.</summary>
public enum OutputKind
{
    /// <summary>A class per pixel: logits [N, classes + 1, H, W], channel 0 is the background.</summary>
    ClassMap,

    /// <summary>Yes or no per class: logits [N, classes].</summary>
    Tags,

    /// <summary>One box, whatever its class: [N, 4] x, y, width, height as shares of the input.</summary>
    OneBox,

    /// <summary>Any number of boxes, see the detector.</summary>
    Boxes,
}
