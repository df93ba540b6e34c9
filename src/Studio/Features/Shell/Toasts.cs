using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Radzen;

namespace Studio.Features.Shell;

/// <summary>Short messages bottom left. Nothing important lives only here.</summary>
public sealed class Toasts(NotificationService notifications)
{
    const double SuccessMs = 5_000;
    const double UndoMs = 10_000;
    const double UntilClosed = double.MaxValue;

    /// <summary>Something was done.</summary>
    public void Done(string sentence) => Show(NotificationSeverity.Success, sentence, SuccessMs);

    /// <summary>Something was done that can be taken back for ten seconds.</summary>
    public void Done(string sentence, Func<Task> undo)
    {
        var message = new NotificationMessage
        {
            Severity = NotificationSeverity.Success,
            Summary = sentence,
            Duration = UndoMs,
        };
        message.DetailContent = _ => builder =>
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "type", "button");
            builder.AddAttribute(2, "class", "link");
            builder.AddAttribute(3, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, async () =>
            {
                notifications.Messages.Remove(message);
                await undo();
            }));
            builder.AddContent(4, "Undo");
            builder.CloseElement();
        };
        notifications.Notify(message);
    }

    /// <summary>Something went wrong; stays until it is closed.</summary>
    public void Problem(string sentence) => Show(NotificationSeverity.Error, sentence, UntilClosed);

    void Show(NotificationSeverity severity, string sentence, double durationMs) =>
        notifications.Notify(new NotificationMessage { Severity = severity, Summary = sentence, Duration = durationMs });
}
