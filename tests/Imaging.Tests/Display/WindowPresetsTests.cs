using Studio.Imaging.Display;

namespace Studio.Imaging.Tests.Display;

public sealed class WindowPresetsTests
{
    [Theory]
    [InlineData(WindowFunction.Linear)]
    [InlineData(WindowFunction.LinearExact)]
    [InlineData(WindowFunction.Sigmoid)]
    public void Read_WhatWasWritten_IsTheSameWindow(WindowFunction function)
    {
        var window = new DisplayWindow("Lung", -600, 1500, function);

        Assert.Equal(window, WindowPresets.Read(WindowPresets.Write(window)));
    }

    [Fact]
    public void Read_Table_GivesTheSameGreysForEveryInput()
    {
        var table = new LookupTable("Film", -3, [0, 4095, 2048, 1024, 512], 12);

        LookupTable read = WindowPresets.Read(WindowPresets.Write(DisplayWindow.Of(table))).Table!;

        Assert.Equal((-3, 8), (read.FirstInput, read.BitsPerEntry));
        Assert.Equal([0, 255, 128, 64, 32], read.Entries);
    }

    [Fact]
    public void Read_LongTable_IsThinnedOutToSteps()
    {
        var table = new LookupTable("", 0, [.. Enumerable.Range(0, 16_384).Select(entry => (ushort)(entry / 64))], 8);

        LookupTable read = WindowPresets.Read(WindowPresets.Write(DisplayWindow.Of(table))).Table!;

        Assert.Equal((0, 16_384), (read.FirstInput, read.Entries.Count));
        Assert.All(Enumerable.Range(0, 16_384), input => Assert.Equal(table.At(input), read.At(input)));
    }
}
