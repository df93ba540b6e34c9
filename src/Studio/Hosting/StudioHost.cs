using Microsoft.AspNetCore.Authorization;
using Radzen;
using Studio.Contracts;
using Studio.Features.Account;
using Studio.Features.Audit;
using Studio.Features.Audit.Report;
using Studio.Features.BurnedIn;
using Studio.Features.Calibration;
using Studio.Features.Compare;
using Studio.Features.Compare.Report;
using Studio.Features.Images;
using Studio.Features.Images.Map;
using Studio.Features.Import;
using Studio.Features.Jobs;
using Studio.Features.Label;
using Studio.Features.LabelReview;
using Studio.Features.Live;
using Studio.Features.Models;
using Studio.Features.Runs;
using Studio.Features.Shell;
using Studio.Features.Train;
using Studio.Features.Versions;
using Studio.Features.Versions.Export;
using Studio.Storage;

namespace Studio.Hosting;

/// <summary>Composes the web studio: services, middleware, endpoints. Each feature adds its own part.</summary>
public static class StudioHost
{
    // Blobs that a crash left half-stored; younger ones may belong to another process at work.
    static readonly TimeSpan SweepAge = TimeSpan.FromHours(1);

    public static WebApplication Build(StudioOptions options)
    {
        // The content root is the program's folder, so that it starts from anywhere; static files come from the manifest beside it.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(StudioHost).Assembly.GetName().Name,
        });
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        AddServices(builder.Services, options);
        if (options.ServesPages)
            builder.WebHost.UseStaticWebAssets();
        else
            LeaveConsoleToVerb(builder);

        var app = builder.Build();
        UseMiddleware(app);
        app.MapJobs();
        if (options.ServesPages)
            MapPages(app);
        return app;
    }

    /// <summary>Opens the data folder: migrations, and what a crash left behind.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellation)
    {
        await app.Services.GetRequiredService<Database>().OpenAsync(cancellation);
        await app.Services.GetRequiredService<BlobStore>().SweepAsync(SweepAge, cancellation);
    }

    static void AddServices(IServiceCollection services, StudioOptions options)
    {
        services.AddSingleton(options);
        services.AddStudioStorage(options.DataFolder);
        services.AddAccount(new DataFolder(options.DataFolder).Keys);
        services.ConfigureHttpJsonOptions(json => ContractJson.Configure(json.SerializerOptions));
        services.AddJobs(options.Jobs);
        services.AddRuns();
        services.AddCompare();
        services.AddCalibration();
        if (options.ServesPages)
            services.AddBackgroundImport().AddBackgroundMeasuring().AddBackgroundAudit();
        services.AddSingleton<BlackOutService>();
        services.AddVersions();
        services.AddTrain();
        services.AddAudit();
        services.AddImages();
        services.AddImageMap();
        services.AddLabelReview();
        services.AddModels();
        services.AddProblemDetails();
        services.AddExceptionHandler<StudioErrors>();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddPages();
    }

    // A verb prints its result on standard output and decides itself what Ctrl+C means.
    static void LeaveConsoleToVerb(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter(category: null, LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime, VerbLifetime>();
    }

    static void UseMiddleware(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseCrossSiteGuard();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    // People get a page for an address that does not exist, programs a status.
    static IResult AnswerUnknownAddress(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api")
            ? Problems.NotFound("There is nothing at this address.")
            : Results.Redirect("/not-found");

    static void MapPages(WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapAccount();
        app.MapLabelling();
        app.MapImport();
        app.MapBurnedIn();
        app.MapImageMap();
        app.MapLive();
        app.MapModels();
        app.MapVersions();
        app.MapAudit();
        app.MapCompare();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().Add(OpenScriptList);
        app.MapFallback(AnswerUnknownAddress);
    }

    // The sign-in page loads Blazor's script too, and the script asks for its list of initializers, which is not a secret.
    static void OpenScriptList(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && route.EndsWith("_blazor/initializers", StringComparison.Ordinal))
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }
}
