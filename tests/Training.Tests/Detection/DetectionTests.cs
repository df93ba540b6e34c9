using Studio.Training.Detection;

namespace Studio.Training.Tests.Detection;

public sealed class DetectionTests
{
    [Fact]
    public void Positions_TwoCellsOfTheCoarsestLevel_RunLevelByLevelRowByRow()
    {
        var positions = DetectorGeometry.Positions(32, 64);
        Assert.Equal((4 * 8) + (2 * 4) + 2, positions.Length);
        Assert.Equal(positions.Length, DetectorGeometry.Count(32, 64));
        Assert.Equal((4f, 4f, 8), At(positions, 0));
        Assert.Equal((12f, 4f, 8), At(positions, 1));
        Assert.Equal((4f, 12f, 8), At(positions, 8));
        Assert.Equal((8f, 8f, 16), At(positions, 32));
        Assert.Equal((24f, 24f, 16), At(positions, 37));
        Assert.Equal((48f, 16f, 32), At(positions, 41));
        Assert.Throws<ArgumentException>(() => DetectorGeometry.Positions(33, 64));
    }

    [Fact]
    public void Assign_BoxOfTheFinestLevel_TakesThePositionsRoundItsMiddle()
    {
        var positions = DetectorGeometry.Positions(64, 64);
        var assigned = BoxAssignment.Assign(positions, [new LabelledBox(0, 0, 0, 40, 40)]);

        // Middle (20, 20), radius 12: positions strictly inside 8 … 32 are 12, 20 and 28 on each axis.
        var expected = from y in new[] { 12f, 20f, 28f } from x in new[] { 12f, 20f, 28f } select (x, y, 8);
        Assert.Equal(expected, Taken(positions, assigned, 0));
    }

    [Fact]
    public void Assign_LargeBoxes_GoToTheLevelOfTheirSize()
    {
        var positions = DetectorGeometry.Positions(320, 320);
        int[] StridesOf(float side) => [.. Taken(positions, BoxAssignment.Assign(positions, [new LabelledBox(0, 8, 8, 8 + side, 8 + side)]), 0)
            .Select(position => position.Stride).Distinct()];
        Assert.Equal([8], StridesOf(60));
        Assert.Equal([16], StridesOf(160));
        Assert.Equal([32], StridesOf(300));
    }

    [Fact]
    public void Assign_BoxInsideAnother_WinsItsPositions()
    {
        var positions = DetectorGeometry.Positions(64, 64);
        var assigned = BoxAssignment.Assign(positions, [new LabelledBox(0, 0, 0, 40, 40), new LabelledBox(1, 16, 16, 24, 24)]);
        Assert.Equal([(20f, 20f, 8)], Taken(positions, assigned, 1));
        Assert.Equal(8, Taken(positions, assigned, 0).Count());
    }

    [Fact]
    public void Assign_SameMiddleTwice_GivesTheLargerOneAFreePositionToo()
    {
        // Both boxes hold one position of the finest level only, the same; the larger one must not vanish from training.
        var positions = DetectorGeometry.Positions(64, 64);
        var assigned = BoxAssignment.Assign(positions, [new LabelledBox(0, 17, 15, 23.5f, 25.5f), new LabelledBox(1, 17, 17, 23, 23)]);
        Assert.Equal([(20f, 20f, 8)], Taken(positions, assigned, 1));
        Assert.Empty(Taken(positions, assigned, 0));

        assigned = BoxAssignment.Assign(positions, [new LabelledBox(0, 17, 15, 27.5f, 25.5f), new LabelledBox(1, 17, 17, 23, 23)]);
        Assert.Equal([(24f, 24f, 16)], Taken(positions, assigned, 0));
    }

    [Fact]
    public void Assign_NoBoxOrNoArea_TakesNoPosition()
    {
        var positions = DetectorGeometry.Positions(32, 32);
        Assert.All(BoxAssignment.Assign(positions, []), index => Assert.Equal(BoxAssignment.None, index));
        Assert.All(BoxAssignment.Assign(positions, [new LabelledBox(0, 12, 0, 12, 32)]), index => Assert.Equal(BoxAssignment.None, index));
    }

    [Fact]
    public void Centreness_MiddleQuarterAndEdge_FollowsTheFormula()
    {
        var level = DetectorGeometry.Levels[0];
        var box = new LabelledBox(0, 0, 0, 16, 16);
        Assert.Equal(1, SideDistances.Between(new DetectorPosition(8, 8, level), box).Centreness, 6);
        Assert.Equal(Math.Sqrt(1.0 / 3), SideDistances.Between(new DetectorPosition(4, 8, level), box).Centreness, 6);
        Assert.Equal(0, SideDistances.Between(new DetectorPosition(16, 8, level), box).Centreness, 6);
    }

    [Fact]
    public void Pack_ThenUnpack_GivesTheBoxesAndTheSize()
    {
        LabelledBox[][] boxes = [[new(2, 1, 2, 3, 4), new(0, 5, 6, 7, 8)], []];
        using var target = DetectionTarget.Pack(boxes, height: 64, width: 96);
        Assert.Equal([2, 3, 5], target.shape);
        var (read, height, width) = DetectionTarget.Unpack(target);
        Assert.Equal((64, 96), (height, width));
        Assert.Equal(boxes, read);
        using var headless = target.narrow(1, 1, 2);
        Assert.Throws<ArgumentException>(() => DetectionTarget.Unpack(headless));
    }

    [Fact]
    public void Decode_TargetsOfTwoBoxes_GivesThemBackOnce()
    {
        LabelledBox[] boxes = [new(1, 3, 5, 41, 47), new(0, 30, 20, 60, 61)];
        var positions = DetectorGeometry.Positions(64, 64);
        var detected = new BoxDecoder().Decode(PerfectOutput(positions, boxes, classes: 2), positions, 64, 64);
        Assert.Equal(boxes.OrderBy(box => box.Class), detected.Select(one => one.Box).OrderBy(box => box.Class));
        Assert.All(detected, one => Assert.InRange(one.Score, 0.5, 1));
    }

    [Fact]
    public void Decode_OverlappingClasses_AreJudgedApartAndCutToTheImage()
    {
        var positions = DetectorGeometry.Positions(32, 32);
        var output = Silence(positions, classes: 2);
        var count = positions.Length;
        foreach (var (label, logit) in new[] { (0, 3f), (1, 2f) })
        {
            output[(label * count) + 5] = logit;
        }

        for (var side = 0; side < 4; side++)
        {
            output[((2 + side) * count) + 5] = 100;
        }

        output[(6 * count) + 5] = 4;
        var detected = new BoxDecoder().Decode(output, positions, 32, 32);
        Assert.Equal([new(0, 0, 0, 32, 32), new LabelledBox(1, 0, 0, 32, 32)], detected.Select(one => one.Box));
        Assert.Equal(Math.Sqrt(1 / (1 + Math.Exp(-3)) / (1 + Math.Exp(-4))), detected[0].Score, 5);
    }

    static float[] Silence(DetectorPosition[] positions, int classes)
    {
        var output = new float[(classes + 5) * positions.Length];
        output.AsSpan(0, classes * positions.Length).Fill(-20);
        return output;
    }

    static float[] PerfectOutput(DetectorPosition[] positions, LabelledBox[] boxes, int classes)
    {
        var output = Silence(positions, classes);
        var assigned = BoxAssignment.Assign(positions, boxes);
        for (var place = 0; place < positions.Length; place++)
        {
            if (assigned[place] == BoxAssignment.None)
            {
                continue;
            }

            var box = boxes[assigned[place]];
            var sides = SideDistances.Between(positions[place], box);
            output[(box.Class * positions.Length) + place] = 4;
            foreach (var (row, value) in new[] { sides.Left, sides.Top, sides.Right, sides.Bottom, 3f }.Index())
            {
                output[((classes + row) * positions.Length) + place] = value;
            }
        }

        return output;
    }

    static (float X, float Y, int Stride) At(DetectorPosition[] positions, int place) =>
        (positions[place].X, positions[place].Y, positions[place].Level.Stride);

    static IEnumerable<(float X, float Y, int Stride)> Taken(DetectorPosition[] positions, int[] assigned, int box) =>
        from place in Enumerable.Range(0, positions.Length) where assigned[place] == box select At(positions, place);
}
