using System.Text.Json;
using Microsoft.Playwright;

namespace Studio.Browser.Tests;

/// <summary>Mouse, pen and fingers at places of an image that is fitted into the viewer, and its labels pixel by pixel.</summary>
sealed class ImagePointer(IPage page, int columns, int rows)
{
    ICDPSession? devices;
    double clock = 1_800_000_000;

    public ILocator Toast => page.Locator(".wb-toast");

    /// <summary>Moves the mouse to a place in image pixels.</summary>
    public async Task MoveAsync(float x, float y, int steps = 1)
    {
        var (left, top) = await OnPageAsync(x, y);
        await page.Mouse.MoveAsync(left, top, new MouseMoveOptions { Steps = steps });
    }

    public async Task ClickAsync(float x, float y)
    {
        await MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.UpAsync();
    }

    public async Task DragAsync((float X, float Y) from, (float X, float Y) to, int steps = 8)
    {
        await MoveAsync(from.X, from.Y);
        await page.Mouse.DownAsync();
        await MoveAsync(to.X, to.Y, steps);
        await page.Mouse.UpAsync();
    }

    /// <summary>A straight stroke of a pen that presses equally hard all the way.</summary>
    /// <param name="force">0–1.</param>
    public async Task PenAsync((float X, float Y) from, (float X, float Y) to, double force)
    {
        await SendPenAsync("mouseMoved", from, 0, 0);
        await SendPenAsync("mousePressed", from, force, 1);
        for (var step = 1; step <= 8; step++)
            await SendPenAsync("mouseMoved", (from.X + ((to.X - from.X) * step / 8), from.Y + ((to.Y - from.Y) * step / 8)), force, 1);
        await SendPenAsync("mouseReleased", to, 0, 0);
        // The next stroke may come from a finger, which is ignored while a pen is near.
        clock += 10;
    }

    /// <summary>Puts these fingers on the screen, moves them, or lifts them (none left); places in CSS pixels of the page.</summary>
    /// <param name="seconds">Since the touch before, as the device tells the browser.</param>
    public async Task TouchAsync(string type, double seconds, params (float X, float Y)[] fingers)
    {
        devices ??= await page.Context.NewCDPSessionAsync(page);
        clock += seconds;
        await devices.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type,
            ["timestamp"] = clock,
            ["touchPoints"] = fingers.Select((finger, id) => new { x = finger.X, y = finger.Y, id }).ToArray(),
        });
    }

    /// <summary>Where a place of the image lies on the page while the image is fitted.</summary>
    public async Task<(float X, float Y)> OnPageAsync(float x, float y)
    {
        var box = await page.Locator(".wb-canvas").BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas has no place on the page.");
        var scale = Math.Min(box.Width / columns, box.Height / rows);
        return (box.X + (box.Width / 2) + ((x - (columns / 2f)) * scale), box.Y + (box.Height / 2) + ((y - (rows / 2f)) * scale));
    }

    /// <summary>The signed-in person's label of an image as the server has it, row by row.</summary>
    public async Task<byte[]> LabelmapAsync(long image)
    {
        var values = await page.EvaluateAsync<JsonElement>(
            "async (image) => [...new Uint8Array(await (await fetch(`/api/images/${image}/labelmap`)).arrayBuffer())]",
            image);
        return [.. values.EnumerateArray().Select(value => value.GetByte())];
    }

    /// <summary>Image of a name in the open queue.</summary>
    public Task<long> FindAsync(string project, string name) => page.EvaluateAsync<long>(
        """
        async ([project, name]) => {
          const queue = await (await fetch(`/api/projects/${project}/queue`)).json();
          return Number(queue.items.find((item) => item.name.startsWith(name)).imageId);
        }
        """,
        new object[] { project, name });

    async Task SendPenAsync(string type, (float X, float Y) at, double force, int buttons)
    {
        devices ??= await page.Context.NewCDPSessionAsync(page);
        var (x, y) = await OnPageAsync(at.X, at.Y);
        await devices.SendAsync("Input.dispatchMouseEvent", new Dictionary<string, object>
        {
            ["type"] = type,
            ["x"] = x,
            ["y"] = y,
            ["button"] = type == "mouseMoved" ? "none" : "left",
            ["buttons"] = buttons,
            ["clickCount"] = 1,
            ["pointerType"] = "pen",
            ["force"] = force,
        });
    }
}
