namespace Studio.Storage.Tests;

/// <summary>Labelmap patches of format 1 written by hand.</summary>
static class Patches
{
    /// <summary>Sets one pixel: gap = index, length 1.</summary>
    public static byte[] Pixel(byte index, byte classIndex) => [1, index, 1, classIndex];

    public static byte[] First(byte classIndex) => Pixel(0, classIndex);
}
