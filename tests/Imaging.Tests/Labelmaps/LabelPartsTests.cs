using Studio.Imaging.Labelmaps;
using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Labelmaps;

public sealed class LabelPartsTests
{
    [Fact]
    public void Find_PixelsThatTouchAtACorner_AreOnePart()
    {
        LabelParts found = Find(
            "1...",
            ".1..",
            "..22",
            "..1.");

        Assert.Equal([(1, 2, false, false), (2, 2, false, true), (1, 1, false, true)], found.Parts.Select(part => ((int)part.Class, part.Pixels, part.HasSquare, part.TouchesOther)));
        Assert.Empty(found.Holes);
    }

    [Fact]
    public void Find_TwoArmsThatMeetBelow_AreOnePartWithItsBox()
    {
        LabelPart part = Assert.Single(Find(
            ".1..1.",
            ".1..1.",
            ".1111.",
            "......").Parts);

        Assert.Equal(new LabelPart(1, 8, 1, 0, 4, 3, false, 2, 0, false), part);
    }

    [Fact]
    public void Find_TwoByTwoPixels_AreASquare() => Assert.True(Assert.Single(Find("11", "11").Parts).HasSquare);

    [Fact]
    public void Find_Holes_OnlyThoseThatOneClassEncloses()
    {
        LabelParts found = Find(
            "1111.222",
            "1..1.2.1",
            "1.11.222",
            "1111....");

        LabelHole hole = Assert.Single(found.Holes);
        Assert.Equal(new LabelHole(1, 3, 1, 1, 2, 2), hole);
    }

    [Fact]
    public void Find_HoleThatIsOpenAtACorner_IsClosedByTheCorner() =>
        Assert.Equal(1, Assert.Single(Find(
            ".1.",
            "1.1",
            ".1.").Holes).Pixels);

    [Fact]
    public void Find_ContentArea_DecidesWhatIsItsEdge()
    {
        var labelmap = new Labelmap(4, 4, [0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
        Assert.Equal(0, Assert.Single(LabelParts.Find(labelmap, ContentArea.Whole(4, 4)).Parts).EdgePixels);
        Assert.Equal(2, Assert.Single(LabelParts.Find(labelmap, new ContentArea(1, 0, 4, 4)).Parts).EdgePixels);
        Assert.Equal(3, Assert.Single(LabelParts.Find(labelmap, new ContentArea(1, 0, 4, 3)).Parts).EdgePixels);
    }

    [Fact]
    public void Find_RandomLabelmaps_AgreesWithFloodFill()
    {
        var random = new Random(3);
        for (int turn = 0; turn < 200; turn++)
        {
            (int rows, int columns) = (random.Next(1, 12), random.Next(1, 12));
            byte[] classes = new byte[rows * columns];
            for (int place = 0; place < classes.Length; place++)
            {
                classes[place] = (byte)random.Next(0, 3);
            }

            var found = LabelParts.Find(new Labelmap(rows, columns, classes), ContentArea.Whole(rows, columns));
            Assert.Equal(Flood(classes, rows, columns), found.Parts.Select(part => ((int)part.Class, part.Pixels)).Order());
        }
    }

    [Fact]
    public void Content_PaddedPictureOfABody_KnowsItsAreaAndWhatIsOutside()
    {
        // Two columns of padding, then background 1 and 2 around a body of 50 that has a dark hollow.
        float[] values = new float[10 * 12];
        for (int place = 0; place < values.Length; place++)
        {
            (int x, int y) = (place % 12, place / 12);
            values[place] = x < 2 ? 0 : x is >= 5 and < 10 && y is >= 3 and < 8 ? (x == 7 && y == 5 ? 0 : 50) : 0.5f + (0.3f * ((x + y) % 2));
        }

        PictureContent content = PictureContent.Of(new GreyPicture(10, 12, values), isDarkBright: false);

        Assert.Equal(new ContentArea(2, 0, 12, 10), content.Area);
        Assert.Equal(120 - 25, content.Outside.Count(outside => outside));
        Assert.False(content.Outside[(5 * 12) + 7]);
    }

    [Fact]
    public void Content_PictureThatIsBrightAtItsEdges_HasNothingOutside() =>
        Assert.Empty(PictureContent.Of(new GreyPicture(3, 3, [9, 8, 9, 9, 0, 9, 9, 7, 9]), isDarkBright: false).Outside);

    private static IEnumerable<(int Class, int Pixels)> Flood(byte[] classes, int rows, int columns)
    {
        var seen = new bool[classes.Length];
        var parts = new List<(int, int)>();
        for (int start = 0; start < classes.Length; start++)
        {
            if (seen[start] || classes[start] == 0)
            {
                continue;
            }

            int pixels = 0;
            var open = new Stack<int>([start]);
            seen[start] = true;
            while (open.TryPop(out int place))
            {
                pixels++;
                for (int dy = -1; dy <= 1; dy++)
                {
                    for (int dx = -1; dx <= 1; dx++)
                    {
                        (int x, int y) = ((place % columns) + dx, (place / columns) + dy);
                        if (x >= 0 && x < columns && y >= 0 && y < rows && !seen[(y * columns) + x] && classes[(y * columns) + x] == classes[start])
                        {
                            seen[(y * columns) + x] = true;
                            open.Push((y * columns) + x);
                        }
                    }
                }
            }

            parts.Add((classes[start], pixels));
        }

        return parts.Order();
    }

    private static LabelParts Find(params string[] rows) => LabelParts.Find(
        new Labelmap(rows.Length, rows[0].Length, [.. string.Concat(rows).Select(letter => (byte)(letter == '.' ? 0 : letter - '0'))]),
        ContentArea.Whole(rows.Length, rows[0].Length));
}
