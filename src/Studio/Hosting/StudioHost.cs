using Radzen;
using Studio.Features.Shell;

namespace Studio.Hosting;

/// <summary>Composes the web studio: services, middleware, endpoints. Each feature adds its own part.</summary>
public static class StudioHost
{
    public static WebApplication Build(StudioOptions options)
    {
        // The content root is the program's folder, so that it starts from anywhere; static files come from the manifest beside it.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(StudioHost).Assembly.GetName().Name,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        builder.Services.AddSingleton(options);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();

        var app = builder.Build();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    public static Task PrepareAsync(WebApplication app, CancellationToken cancellation) => Task.CompletedTask;
}
