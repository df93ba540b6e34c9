using Studio.Features.Models;

namespace Studio.Tests.Models;

public sealed class CardTextTests
{
    [Fact]
    public void Parse_CardOfAllKinds_KeepsTheirOrder()
    {
        var blocks = CardText.Parse("# Usgra, run 1\n\nOutlines of nerve,\nfor research.\n\n## Training\n\n| | |\n|---|---|\n| Seed | 1 |\n\n- [ ] Licence\n- plain\n");

        Assert.Equal(new CardBlock.Heading(1, "Usgra, run 1"), blocks[0]);
        Assert.Equal(new CardBlock.Paragraph("Outlines of nerve, for research."), blocks[1]);
        Assert.Equal(new CardBlock.Heading(2, "Training"), blocks[2]);
        Assert.Equal(["Seed", "1"], Assert.Single(Assert.IsType<CardBlock.Table>(blocks[3]).Rows));
        Assert.Equal(["[ ] Licence", "plain"], Assert.IsType<CardBlock.Bullets>(blocks[4]).Items);
        Assert.Equal(5, blocks.Count);
    }

    [Fact]
    public void Parse_HeadingWithoutEmptyLine_EndsTheParagraph()
    {
        var blocks = CardText.Parse("## A\ntext\n## B");

        Assert.Equal([new CardBlock.Heading(2, "A"), new CardBlock.Paragraph("text"), new CardBlock.Heading(2, "B")], blocks);
    }

    [Fact]
    public void Parse_Nothing_GivesNothing() => Assert.Empty(CardText.Parse(""));

    [Fact]
    public void Parse_Html_StaysText() =>
        Assert.Equal(new CardBlock.Paragraph("<script>alert(1)</script>"), Assert.Single(CardText.Parse("<script>alert(1)</script>")));

    [Fact]
    public void MissingItems_TickedAndOpen_GivesTheOpenOnes() =>
        Assert.Equal(["Licence"], CardText.MissingItems("- [ ] Licence\n- [x] Scanner\n"));
}
