using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Boxes, points, tags and remarks by mouse and keys; what was done is read back from the server.</summary>
public sealed class ObjectTests(ObjectStudio studio) : IClassFixture<ObjectStudio>
{
    readonly Workbench workbench = new(studio, studio.Page);

    [Fact]
    public async Task Box_DrawnMovedResizedDuplicatedAndRemoved_IsOnTheServerEachTime()
    {
        await workbench.OpenAsync(1);
        await workbench.PressAsync("2");
        await workbench.PressAsync("Shift+R");
        await workbench.DragImageAsync((100, 50), (180, 110));
        var drawn = Assert.Single(await EventuallyAsync(1, "box", found => found.Count == 1));
        AssertBox(drawn, 2, 100, 50, 180, 110);

        await workbench.DragImageAsync((140, 80), (160, 90));
        AssertBox((await EventuallyAsync(1, "box", found => Near(found[0], "left", 120)))[0], 2, 120, 60, 200, 120);
        await workbench.DragImageAsync((200, 120), (900, 900));
        AssertBox((await EventuallyAsync(1, "box", found => Near(found[0], "right", 400)))[0], 2, 120, 60, 400, 300);
        await workbench.PressAsync("Shift+D");
        await EventuallyAsync(1, "box", found => found.Count == 2);
        await workbench.PressAsync("Delete");
        await EventuallyAsync(1, "box", found => found.Count == 1);

        for (var i = 0; i < 5; i++)
            await workbench.PressAsync("Control+z");
        await EventuallyAsync(1, "box", found => found.Count == 0);
        await workbench.PressAsync("Control+y");
        AssertBox((await EventuallyAsync(1, "box", found => found.Count == 1))[0], 2, 100, 50, 180, 110);
    }

    [Fact]
    public async Task Point_SetOffline_ArrivesWhenTheNetworkIsBack()
    {
        await workbench.OpenAsync(2);
        await workbench.PressAsync("1");
        await workbench.PressAsync("Shift+P");
        await studio.Page.Context.SetOfflineAsync(true);
        await workbench.ClickImageAsync((200, 150));
        await workbench.WaitForStateAsync("offline");
        await studio.Page.Context.SetOfflineAsync(false);

        var point = Assert.Single(await EventuallyAsync(2, "point", found => found.Count == 1));

        Assert.True(Near(point, "x", 200) && Near(point, "y", 150));
        await workbench.WaitForStateAsync("saved");
    }

    [Fact]
    public async Task Remark_WrittenAtAPlace_IsThereAfterReload()
    {
        await workbench.OpenAsync(2);
        await workbench.PressAsync("c");
        await workbench.ClickImageAsync((60, 40));
        await studio.Page.Keyboard.TypeAsync("Is this one cell? 1 2 b");
        await workbench.PressAsync("Enter");
        await Assertions.Expect(studio.Page.GetByText("Is this one cell? 1 2 b")).ToBeVisibleAsync();
        await workbench.WaitUntilSavedAsync();

        await studio.Page.ReloadAsync();
        await workbench.WaitUntilOpenAsync();

        await Assertions.Expect(studio.Page.GetByText("Is this one cell? 1 2 b")).ToBeVisibleAsync();
        await studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pin 1" }).ClickAsync();
        await studio.Page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Remark" }).FillAsync("Two, I think.");
        await workbench.PressAsync("Enter");
        await Assertions.Expect(studio.Page.GetByText("Two, I think.")).ToBeVisibleAsync();
        await Assertions.Expect(studio.Page.Locator(".wb-pin")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Tags_ByKeys_AreAnsweredAndTakenBack()
    {
        await workbench.OpenAsync(4, "findings");
        await workbench.PressAsync("1");
        await workbench.PressAsync("3");
        await workbench.PressAsync("j");
        await TagsAsync(found => found.SequenceEqual(["1 present", "3 unsure"]));

        await workbench.PressAsync("1");
        await TagsAsync(found => found.SequenceEqual(["3 unsure"]));
        await workbench.PressAsync("Control+z");

        await TagsAsync(found => found.SequenceEqual(["1 present", "3 unsure"]));
        await Assertions.Expect(studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Effusion: Yes" })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task BoxesAroundParts_OfTwoRectangles_AreTwoBoxes()
    {
        await workbench.OpenAsync(5, "findings");
        await workbench.PressAsync("r");
        await workbench.DragImageAsync((40, 40), (90, 80));
        await workbench.DragImageAsync((200, 150), (260, 250));
        await workbench.PressAsync("Shift+E");

        var boxes = await EventuallyAsync(5, "box", found => found.Count == 2);

        AssertBox(boxes[0], 1, 40, 40, 90, 80);
        AssertBox(boxes[1], 1, 200, 150, 260, 250);
        await workbench.PressAsync("Shift+E");
        await Assertions.Expect(studio.Page.Locator(".wb-toast")).ToContainTextAsync("has its box");
        await workbench.PressAsync("Control+z");
        await EventuallyAsync(5, "box", found => found.Count == 0);
    }

    [Fact]
    public async Task Workbench_WithEverythingOpen_HasNoSeriousFinding()
    {
        await workbench.OpenAsync(3);
        await workbench.PressAsync("1");
        await workbench.PressAsync("Shift+R");
        await workbench.DragImageAsync((300, 200), (350, 260));
        await workbench.PressAsync("c");
        await workbench.ClickImageAsync((200, 30));
        await studio.Page.Keyboard.TypeAsync("Look here");
        await workbench.PressAsync("Enter");
        await Assertions.Expect(studio.Page.GetByText("Look here")).ToBeVisibleAsync();
        await workbench.PressAsync("j");
        await workbench.PressAsync("m");
        await workbench.DragImageAsync((20, 20), (80, 60));
        await workbench.PressAsync("y");
        foreach (var title in new[] { "Change all of", "Copy and interpolate" })
            await studio.Page.Locator("summary", new PageLocatorOptions { HasText = title }).ClickAsync();
        Assert.Empty(await Axe.FindSeriousAsync(studio.Page));

        await workbench.PressAsync("Shift+A");
        Assert.Empty(await Axe.FindSeriousAsync(studio.Page));
        await workbench.PressAsync("Escape");
        await workbench.PressAsync("?");
        Assert.Empty(await Axe.FindSeriousAsync(studio.Page));
        await workbench.PressAsync("Escape");
        await workbench.PressAsync("y");
    }

    static void AssertBox(JsonElement box, int classIndex, double left, double top, double right, double bottom)
    {
        Assert.Equal(classIndex, box.GetProperty("classIndex").GetInt32());
        Assert.True(
            Near(box, "left", left) && Near(box, "top", top) && Near(box, "right", right) && Near(box, "bottom", bottom), box.GetRawText());
    }

    // The mouse goes by whole CSS pixels.
    static bool Near(JsonElement value, string name, double expected) => Math.Abs(value.GetProperty(name).GetDouble() - expected) < 1.5;

    async Task TagsAsync(Func<string[], bool> condition)
    {
        await WaitAsync(async () =>
        {
            var head = await workbench.AnnotationAsync(4);
            return condition([.. head.GetProperty("tags").EnumerateArray().Select(tag => $"{tag.GetProperty("classIndex")} {tag.GetProperty("answer")}").Order()]);
        });
    }

    async Task<List<JsonElement>> EventuallyAsync(long image, string kind, Func<List<JsonElement>, bool> condition)
    {
        List<JsonElement> found = [];
        await WaitAsync(async () =>
        {
            var head = await workbench.AnnotationAsync(image);
            found = [.. head.GetProperty("objects").EnumerateArray().Select(each => each.GetProperty("value")).Where(value => value.GetProperty("kind").GetString() == kind)];
            return condition(found);
        });
        return found;
    }

    static async Task WaitAsync(Func<Task<bool>> condition)
    {
        var limit = DateTime.UtcNow.AddSeconds(20);
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < limit, "The server does not hold what was drawn.");
            await Task.Delay(100);
        }
    }
}
